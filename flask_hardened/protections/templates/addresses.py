"""Values in addresses: those that would run code are refused.

Sources: WHATWG URL, 4.4; WHATWG HTML, 4.2.5.3 "Refresh state" and 4.8.4.3 "Image candidate strings".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import quote as percent_encoded

from ...urls import scheme_of

REFUSED = "about:invalid#refused"
"""What is put where an address is refused: browsers show nothing for it and go nowhere."""
RUNS_CODE = frozenset({"javascript", "vbscript", "data", "livescript", "mocha", "jscript", "view-source", "filesystem"})
_MEDIA = re.compile(r"[\x00-\x20]*data:[\x00-\x20]*(?:image|audio|video|font)/", re.IGNORECASE)
_CANDIDATES = re.compile(r"[\x00-\x20,;]+")
_REFRESH = re.compile(
    r"[\x00-\x20]*[0-9.]*[\x00-\x20]*[;,]?[\x00-\x20]*(?:url[\x00-\x20]*=)?[\x00-\x20]*[\"']?", re.IGNORECASE
)
WEB = ("https://", "http://")
_OPEN = re.compile(r"[A-Za-z0-9+.\x00-\x20-]*(?P<colon>:)?")


class AddressRule:
    """Tells which addresses are refused.

    :param schemes: the only ones that are allowed; by default all but those that run code.
    """

    def __init__(self, schemes: Collection[str] | None = None) -> None:
        self._schemes = None if schemes is None else frozenset(schemes)

    @property
    def limited(self) -> bool:
        """Whether only some schemes are allowed."""
        return self._schemes is not None

    def refuses(self, text: str, *, media: bool = False) -> bool:
        """Tell whether a browser would run an address, or find a scheme that is not allowed.

        :param media: whether it is only shown or played, so that ``data:image/png`` is harmless.
        """
        if ":" not in text or (self._schemes is None and text.startswith(WEB)):
            return False
        scheme = scheme_of(text)
        if scheme is None:
            return False
        if scheme == "data" and media and _MEDIA.match(text.translate({9: "", 10: "", 13: ""})):
            return False
        return scheme in RUNS_CODE if self._schemes is None else scheme not in self._schemes

    def refuses_any(self, text: str, *, media: bool = False) -> bool:
        """Tell whether one of several addresses is refused: those of ``srcset``, ``ping`` and ``values``."""
        if ":" not in text:
            return False
        if self.refuses(text, media=media):
            return True
        return any(self.refuses(part, media=media) for part in _CANDIDATES.split(text))

    def refuses_refresh(self, text: str) -> bool:
        """Tell whether the ``content`` of ``<meta http-equiv=refresh>`` leads to a refused address."""
        match = _REFRESH.match(text)
        assert match is not None
        return self.refuses(text[match.end() :]) or self.refuses(text.partition("=")[2].lstrip("\x00\t\n\f\r \"'"))


def without_scheme(text: str, after: str) -> str | None:
    """Return a value that follows another one so that both together have no scheme; None if what follows names one."""
    match = _OPEN.match(text)
    assert match is not None
    if match["colon"]:
        return text[: match.start("colon")] + "%3A" + text[match.end() :]
    if match.end() == len(text):
        following = _OPEN.match(after)
        if following is not None and following["colon"]:
            return None
    return text


def encoded_data(text: str) -> str:
    """Percent-encode a value in a ``data:`` URL, so that it is data of that type and no markup."""
    return percent_encoded(text, safe="+/=,;")

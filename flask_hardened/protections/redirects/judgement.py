"""Judgement: whether a redirect may leave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ...urls import WEB, Destination, destination
from .provenance import named_by_request
from .site import Site
from .targets import Targets

if TYPE_CHECKING:
    from ...exchange import Exchange
    from .options import Mode

ALLOWED = "redirects.allowed"
"""Where the origins that a view has vouched for are kept on an exchange."""

_PLAIN = re.compile(
    r"https?://(?P<host>\[[0-9a-f:.]+\]|[^\x00-\x20\x7f/\\?#@:\[\]]+)(?::[0-9]*)?(?:[/?#].*)?", re.IGNORECASE
)

_BREAK = re.compile(r"[\r\n\0]")
"""What no header may hold (RFC 9110 section 5.5); it comes from WSGI applications only, Werkzeug refuses it."""

Reason = Literal["unreadable", "scheme", "disguised", "unlisted", "request"]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a redirect must not leave."""

    reason: Reason
    """``unreadable``: browsers or servers refuse it; ``scheme``: neither http nor https; ``disguised``: another site,
    written so that it is taken for something else; ``request``: another site that the request names; ``unlisted``."""
    target: str
    """The origin it leads to; nothing of its path or query, which may hold secrets."""
    place: str | None = None
    """The part of the request that names it."""


@dataclass(frozen=True)
class CompiledRedirects:
    """What holds for one endpoint."""

    mode: Mode
    targets: Targets

    def judge(self, text: str, exchange: Exchange, site: Site) -> Refused | None:
        """Return why a redirect to `text` must not leave, or None.

        :param text: Unicode, as it is written.
        """
        for base in site.bases(exchange):
            found = None if _BREAK.search(text) else destination(text, base)
            if found is None:
                return Refused("unreadable", "(unreadable)")
            if not self.stays(found, exchange, site):
                refused = self._judge_foreign(found, text, exchange)
                if refused is not None:
                    return refused
        return None

    def stays(self, found: Destination, exchange: Exchange, site: Site) -> bool:
        """Tell whether a destination is ours or is listed."""
        if site.has(found, exchange) or self.targets.cover(found):
            return True
        allowed: frozenset[str] = exchange.recall(ALLOWED) or frozenset()
        return found.exact and found.origin in allowed

    def _judge_foreign(self, found: Destination, text: str, exchange: Exchange) -> Refused | None:
        if found.scheme not in WEB:
            return Refused("scheme", found.origin)
        if not _is_plain(found, text):
            return Refused("disguised", found.origin)
        if self.mode == "listed":
            return Refused("unlisted", found.origin)
        place = named_by_request(found, text, exchange.environ)
        return None if place is None else Refused("request", found.origin, place)


def _is_plain(found: Destination, text: str) -> bool:
    """Tell whether everybody reads the URL alike: scheme, two slashes, the host in its normal form, no user name."""
    match = _PLAIN.fullmatch(text.strip(" "))
    if match is None:
        return False
    host = match["host"].lower()
    return host == found.host or host.startswith("[") or not host.isascii()

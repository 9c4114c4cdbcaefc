r"""Where a browser goes when it is given a text as a URL: the WHATWG URL Standard, not RFC 3986 and not urllib.

Browsers strip spaces, drop tabs and line breaks, take ``\`` for ``/`` and skip any number of slashes after ``https:``,
so a text that Python reads as a path can lead to another site (CWE-601). https://url.spec.whatwg.org/#url-parsing
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from .authority import DEFAULT_PORTS
from .url_hosts import Host, parse_host

SPECIAL = frozenset({*DEFAULT_PORTS, "ftp"})
"""Schemes whose URLs have a host, and in which ``\\`` is ``/``; ``file`` is special too, and never the web's."""
WEB = frozenset({"http", "https"})
SAFE = frozenset({"http", "https", "mailto", "tel"})
"""Schemes of links that run no script."""

_C0_OR_SPACE = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):", re.ASCII)
_PORT = re.compile(r"[0-9]*", re.ASCII)
_SLASHES = "/\\"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a URL leads."""

    scheme: str
    host: str = ""
    """As browsers write it: lower case, A-labels, addresses in their normal form; empty where the scheme has none."""
    port: int | None = None
    """None for the scheme's own."""
    exact: bool = True
    """False for a name that is not ASCII: how it is encoded depends on the browser's version of Unicode."""
    userinfo: bool = False
    """Whether something stands before an ``@``, which people take for the host."""
    written: bool = True
    """Whether the text names the host itself, rather than taking it over from the base."""
    rest: str = ""
    """Path, query and fragment as they are written, without the tabs and line breaks that browsers drop."""

    @property
    def origin(self) -> str:
        """Scheme, host and port; of a scheme without hosts the scheme and a colon."""
        if self.scheme not in SPECIAL:
            return f"{self.scheme}:"
        return f"{self.scheme}://{self.host}" + ("" if self.port is None else f":{self.port}")


def cleaned(text: str) -> str:
    """Return `text` without what browsers drop before they read a URL: outer controls and spaces, tabs, line breaks."""
    return text.strip(_C0_OR_SPACE).translate(_DROPPED)


def scheme_of(text: str) -> str | None:
    r"""Return the scheme a browser finds in `text`, in lower case; None for a relative URL.

    ``" java\nscript:alert(1)"`` has the scheme ``javascript``.
    """
    match = _SCHEME.match(cleaned(text))
    return None if match is None else match[1].lower()


def is_safe_url(text: str, schemes: Collection[str] = SAFE) -> bool:
    """Tell whether `text` is relative or has one of `schemes`, so that following it runs no script (CWE-79).

    It may lead to another site; :func:`destination` says where.

    :param schemes: in lower case. Default ``http``, ``https``, ``mailto`` and ``tel``.
    """
    scheme = scheme_of(text)
    return scheme is None or scheme in schemes


def destination(text: str, base: Destination | None = None) -> Destination | None:
    """Return where `text` leads from a page at `base`, or None when it leads nowhere: browsers refuse it.

    Non-ASCII is taken as Unicode, so decode bytes first. A name with A-labels (``xn--``) is not looked into.

    :param base: of a scheme with hosts, such as ``destination("https://example.com/")``.
    """
    text = cleaned(text)
    match = _SCHEME.match(text)
    if match is None:
        return None if base is None else _relative(text, base)
    scheme, rest = match[1].lower(), text[match.end() :]
    if scheme not in SPECIAL:
        return Destination(scheme, rest=rest)
    if base is not None and scheme == base.scheme:
        return _relative(rest, base)  # "https:evil.example" is a path on a page that came over https
    return _with_authority(scheme, rest)


def _relative(text: str, base: Destination) -> Destination | None:
    if len(text) > 1 and text[0] in _SLASHES and text[1] in _SLASHES:
        return _with_authority(base.scheme, text)
    return Destination(base.scheme, base.host, base.port, base.exact, written=False, rest=text)


def _with_authority(scheme: str, text: str) -> Destination | None:
    text = text.lstrip(_SLASHES)
    authority = re.split(r"[/\\?#]", text, maxsplit=1)[0]
    rest = text[len(authority) :]
    _, at, named = authority.rpartition("@")
    split = _host_and_port(named)
    if split is None:
        return None
    raw, digits = split
    host: Host | None = parse_host(raw)
    if host is None:
        return None
    if len(digits) > 5 or int(digits or 0) > 65535:
        return None
    port = int(digits) if digits else None
    return Destination(
        scheme,
        host.name,
        None if port == _DEFAULT.get(scheme) else port,
        host.exact,
        userinfo=bool(at),
        rest=rest,
    )


_DEFAULT = {**DEFAULT_PORTS, "ftp": 21}


def _host_and_port(text: str) -> tuple[str, str] | None:
    """Split at the first colon outside of brackets (the "host state" of the standard)."""
    inside = False
    for index, character in enumerate(text):
        if character == "[":
            inside = True
        elif character == "]":
            inside = False
        elif character == ":" and not inside:
            digits = text[index + 1 :]
            return (text[:index], digits.lstrip("0") or digits[:1]) if _PORT.fullmatch(digits) else None
    return text, ""

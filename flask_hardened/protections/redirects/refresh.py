"""The ``Refresh`` header: where it sends the browser (HTML Standard, "shared declarative refresh steps")."""

from __future__ import annotations

import re

_WS = "[\t\n\x0c\r ]"
_REFRESH = re.compile(
    rf"{_WS}*(?:[0-9]+[0-9.]*|\.[0-9.]*)(?:{_WS}|(?=[;,])){_WS}*[;,]?{_WS}*(?:[Uu][Rr][Ll]{_WS}*={_WS}*)?(?P<url>.*)",
    re.DOTALL,
)


def refresh_url(value: str) -> str | None:
    """Return the URL of a ``Refresh`` header as it is written, or None when it names none."""
    match = _REFRESH.fullmatch(value)
    if match is None or not match["url"]:
        return None
    url = match["url"]
    if url[0] in "\"'":
        return url[1:].partition(url[0])[0]
    return url

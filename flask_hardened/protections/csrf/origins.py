"""Origins: whose page a request says it comes from (RFC 6454, Fetch standard)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...authority import parse_authority

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_ORIGIN = re.compile(r"(https?)://([^/?#@\s]+)", re.IGNORECASE)
_URL = re.compile(r"(https?)://([^/\\?#@\s]+)(?:[/?#]|\Z)", re.IGNORECASE)


def exact_origin(text: str) -> str | None:
    """Return an origin in the one spelling that browsers send, or None when `text` is anything else."""
    return _normal(_ORIGIN.fullmatch(text))


def origin_of_url(url: str) -> str | None:
    """Return the origin of an absolute URL over HTTP or HTTPS, or None."""
    return _normal(_URL.match(url))


def own_origin(environ: WSGIEnvironment) -> str | None:
    """Return the origin that a request was sent to; None without a usable Host."""
    scheme = environ["wsgi.url_scheme"]
    return exact_origin(f"{scheme}://{environ.get('HTTP_HOST', '')}")


def is_own(origin: str, environ: WSGIEnvironment) -> bool:
    """Tell whether `origin` is the one that the request was sent to: same scheme, host and port."""
    if origin == f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST')}" and exact_origin(origin) == origin:
        return True
    return (given := exact_origin(origin)) is not None and given == own_origin(environ)


def _normal(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    scheme = match[1].lower()
    authority = parse_authority(match[2])
    return None if authority is None else f"{scheme}://{authority.without_default_port(scheme)}"

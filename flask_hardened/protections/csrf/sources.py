"""Whose page sent a request, by what the browser says of it: Fetch metadata, else Origin, else Referer."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

from .origins import is_own, origin_of_url

if TYPE_CHECKING:
    from ...exchange import Exchange

Trusts = Callable[["Exchange", str], bool]
"""Tells whether pages of an origin, as the browser names it, may send a request here."""


class Source(Enum):
    """Who sent a request."""

    OWN = "own"
    """A page of the same origin, or the user directly."""
    TRUSTED = "trusted"
    """A page of an origin that is trusted."""
    UNKNOWN = "unknown"
    """No browser says anything: another program, or a browser from before 2020."""
    OPAQUE = "opaque"
    """``Origin: null``, and no Fetch metadata: an old browser, or one over plain HTTP, that keeps the origin back."""
    CROSS_SITE = "cross-site"
    """The browser says that it was not one of ours."""
    CROSS_ORIGIN = "cross-origin"
    """Origin or Referer name another origin."""


def source_of(exchange: Exchange, trusts: Trusts) -> Source:
    """Tell who sent a request.

    ``Sec-Fetch-Site`` is what the browser itself decided, and scripts cannot set it; where it is present, it decides.
    All browsers since March 2023 send it to HTTPS addresses and to localhost; over plain HTTP ``Origin`` has to do.
    """
    environ = exchange.environ
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site == "same-origin" or site == "none":  # noqa: PLR1714 - a third faster
        return Source.OWN
    origin = environ.get("HTTP_ORIGIN")
    if site is not None:
        return Source.TRUSTED if origin is not None and trusts(exchange, origin) else Source.CROSS_SITE
    if origin == "null":
        return Source.OPAQUE
    if origin is None:
        referer = environ.get("HTTP_REFERER")
        if not referer:
            return Source.UNKNOWN
        origin = origin_of_url(referer) or ""
    if is_own(origin, environ):
        return Source.OWN
    return Source.TRUSTED if trusts(exchange, origin) else Source.CROSS_ORIGIN

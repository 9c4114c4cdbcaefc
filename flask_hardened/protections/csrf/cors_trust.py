"""What the cors room allows other origins to send, so that it is not said twice."""

from __future__ import annotations

from typing import Protocol

from ...exchange import Exchange
from .credentials import is_form
from .sources import Trusts


class _Origins(Protocol):
    any: bool

    def find(self, text: str) -> str | None: ...


class _CorsOptions(Protocol):
    @property
    def credentials(self) -> bool: ...


class CorsPolicy(Protocol):
    """The policy of one endpoint as the cors room leaves it in the plan."""

    on: bool
    origins: _Origins
    options: _CorsOptions


def trusts_of(cors: CorsPolicy | None) -> Trusts | None:
    """Return what follows from a CORS policy, or None when nothing does.

    Origins that may send credentials are named one by one; their pages may send what they like. Where CORS allows no
    credentials, a request passes that carries no cookie and is no form: nobody's rights can be misused by it.
    """
    if cors is None or not cors.on:
        return None
    origins, credentials = cors.origins, cors.options.credentials

    def trusts(exchange: Exchange, origin: str) -> bool:
        named = origins.find(origin) is not None
        if credentials:
            return named and not origins.any
        environ = exchange.environ
        return (named or origins.any) and not environ.get("HTTP_COOKIE") and not is_form(environ)

    return trusts

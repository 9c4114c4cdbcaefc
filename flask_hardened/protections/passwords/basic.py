"""HTTP Basic authentication (RFC 7617): the password comes with each request, so only over HTTPS."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...identity import Authenticator, Proof, Rejected
from ...networks import parse_address
from .authentication import Authentication

if TYPE_CHECKING:
    from ...exchange import Exchange

METHOD = "basic"
_LONGEST = 4096
"""Characters of the credentials: a password of 1024 bytes and a name, in base64, with room."""


def authenticator(authentication_of: Callable[[], Authentication | None], realm: str) -> Authenticator:
    """Return the authenticator. It hashes for each request that carries credentials, and remembers nothing.

    :param authentication_of: asked for each request, because rooms may start in any order.
    """

    def find(exchange: Exchange) -> Proof | Rejected | None:
        header = exchange.environ.get("HTTP_AUTHORIZATION", "")
        scheme, _, credentials = header.partition(" ")
        if scheme.lower() != METHOD:
            return None
        if not exchange.secure and not _is_development(exchange):
            return Rejected(reason="a password came over plain HTTP")
        pair = _decoded(credentials.strip())
        if pair is None:
            return Rejected(reason="the credentials cannot be read")
        authentication = authentication_of()
        account = None if authentication is None else authentication.attempt(*pair, METHOD)
        if account is None:
            return Rejected(reason="the name or the password is wrong")
        return Proof(user_id=str(account.id), method=METHOD, user=account.user)

    return Authenticator(method=METHOD, find=find, challenge=f'Basic realm="{realm}", charset="UTF-8"', ambient=True)


def _is_development(exchange: Exchange) -> bool:
    """Tell whether nobody can listen: the client is this machine, and the app is not in production."""
    address = parse_address(exchange.client)
    return not exchange.hardening.in_production and address is not None and address.is_loopback


def _decoded(credentials: str) -> tuple[str, str] | None:
    if len(credentials) > _LONGEST:
        return None
    try:
        text = base64.b64decode(credentials, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    name, colon, password = text.partition(":")
    return (name, password) if colon else None

"""The bearer authenticator: who sent a request, by the token in its ``Authorization`` header (RFC 6750, section 2.1).

Tokens in the query string or in a form are not read: URLs end up in logs and in the ``Referer`` header.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...identity import Authenticator, Proof, Rejected
from .failures import TokenError, challenge_of

if TYPE_CHECKING:
    from ...exchange import Exchange
    from .desk import Desk


def bearer_authenticator(realm: str, desk: Callable[[], Desk]) -> Authenticator:
    """Return the authenticator of an app's tokens.

    :param realm: who issues them.
    :param desk: returns the desk; called when the first token comes.
    """

    def find(exchange: Exchange) -> Proof | Rejected | None:
        scheme, _, token = exchange.environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            claims = desk().verify(token.strip(" "))
        except TokenError as error:
            return Rejected(reason=error.reason, challenge=error.challenge)
        return Proof(user_id=claims.user_id, method="bearer", fresh_at=claims.fresh_at, scopes=claims.scopes)

    return Authenticator(method="bearer", find=find, challenge=challenge_of(realm))

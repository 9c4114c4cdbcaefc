"""What the rooms agree on about who somebody is: proofs, and the authenticators that find them.

A room that can tell who sent a request (by its session, a token, a password) offers authenticators through the door
:meth:`Protection.authenticators <flask_hardened.protection.Protection.authenticators>`; the auth room asks them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from .exchange import Exchange


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """Who sent the request, as one authenticator found it."""

    user_id: str
    method: str
    """How it was shown: ``session``, ``bearer``, ``basic``, ``api_key``, or a name of the app's own."""
    fresh_at: float | None = None
    """When the password, or another factor, was last given, in seconds since 1970; None where nobody knows."""
    scopes: frozenset[str] | None = None
    """The only permissions that this proof carries, whatever else the user may do; None carries all."""
    user: object = None
    """The app's own user object, where the authenticator has loaded it already; else None, and the loader is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejected:
    """Credentials came with the request, and are not valid: no later authenticator is asked."""

    reason: str
    """For the event, never for the client; without any secret."""
    challenge: str | None = None
    """The ``WWW-Authenticate`` value to answer with, instead of the authenticator's own (RFC 6750, section 3.1)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Authenticator:
    """One way to tell who sent a request."""

    method: str
    """Its name in ``@auth_required("bearer")``."""
    find: Callable[[Exchange], Proof | Rejected | None]
    """Return None when the request carries no credentials of this kind."""
    challenge: str | None = None
    """A ``WWW-Authenticate`` challenge (RFC 9110, section 11.6.1); None: the browser is sent to sign in."""
    ambient: bool = False
    """Whether the browser sends it by itself, as cookies and Basic credentials are, so that CSRF has to be checked."""
    forget: Callable[[Exchange], None] | None = None
    """Called when the user that was found does not exist any more, or is disabled: ends the session that says so."""


def id_text(user_id: object) -> str:
    """Return the id of a user as a string. Of anything else, such as a user object, ``str()`` makes an id of nobody.

    :raises TypeError: for anything but a string that is not empty, a number or a UUID.
    """
    if isinstance(user_id, bool) or not isinstance(user_id, (str, int, UUID)) or user_id == "":
        raise TypeError(f"This takes the id of a user: a string, a number or a UUID, not {type(user_id).__name__}.")
    return str(user_id)


FOUND = "identity.found"
"""Under this name the auth room keeps on an exchange whom it has found."""


def forget_identity(exchange: Exchange | None) -> None:
    """Have the next one who asks look anew who sent the request, because somebody has just signed in or out."""
    if exchange is not None and exchange.room is not None:
        exchange.room.pop(FOUND, None)

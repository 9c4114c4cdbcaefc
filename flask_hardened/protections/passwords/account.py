"""Account: what the app says about somebody who wants to sign in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One account, as ``PasswordsOptions.find`` returns it and :func:`flask_hardened.authenticate` hands it on.

    ::

        def find_account(identifier: str) -> Account | None:
            user = User.query.filter_by(email=identifier.strip().lower()).first()
            return user and Account(id=user.id, hash=user.password_hash, active=user.is_active, user=user)
    """

    id: Any
    """A string, a number or a UUID that tells accounts apart; guesses are counted for it."""
    hash: str | bytes | None = field(repr=False)
    """The stored hash; None where somebody has no password, because they sign in elsewhere."""
    active: bool = True
    """False refuses the right password too, with the same answer and the same work."""
    user: Any = field(default=None, repr=False)
    """The app's own object, for the app."""


Find = Callable[[str], Account | Awaitable[Account | None] | None]
StoreHash = Callable[[Account, str], object]

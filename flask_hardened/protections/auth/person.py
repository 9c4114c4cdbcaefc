"""Identity: who sent a request, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .rights import Rights


@dataclass(frozen=True, kw_only=True, eq=False)
class Identity:
    """Who sent a request. Somebody unknown is false: ``if current_identity: ...``."""

    id: str | None = None
    """The user's id; None for somebody unknown."""
    method: str | None = None
    """How it was shown: ``session``, ``bearer``, ``basic``, ``api_key``, or a name of the app's own."""
    fresh_at: float | None = None
    """When the password, or another factor, was last given, in seconds since 1970; None where nobody knows."""
    scopes: frozenset[str] | None = None
    """What the token or key was limited to; None is no limit."""
    user: Any = field(default=None, repr=False)
    """What the loader returned."""
    rights: Rights = field(default_factory=Rights, repr=False)

    @property
    def is_authenticated(self) -> bool:
        """Whether it is known who sent the request."""
        return self.id is not None

    def __bool__(self) -> bool:
        return self.id is not None

    @cached_property
    def roles(self) -> frozenset[str]:
        """The user's roles. A token or key that is limited to scopes carries none: it was made to do less."""
        return frozenset() if self.id is None or self.scopes is not None else self.rights.roles(self.user)

    @cached_property
    def permissions(self) -> frozenset[str]:
        """The user's permissions, as far as the token's scopes go; without a user object the scopes themselves."""
        if self.id is None:
            return frozenset()
        if self.user is None:
            return self.scopes or frozenset()
        granted = self.rights.permissions(self.user)
        return granted if self.scopes is None else granted & self.scopes


ANONYMOUS = Identity()
"""Somebody unknown."""

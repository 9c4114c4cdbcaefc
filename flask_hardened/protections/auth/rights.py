"""What the app's own user objects say about their rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .options import AuthOptions


def names_of(found: Any) -> frozenset[str]:
    """Return the names in what an app calls roles or permissions.

    One string is one name, not its letters. Of a mapping those count whose value is true.

    :raises TypeError: for what has no name; nobody gains a right by it.
    """
    if callable(found) and not isinstance(found, (type, Enum)):
        found = found()
    if found is None:
        return frozenset()
    if isinstance(found, (str, Enum)):
        return frozenset({_name_of(found)})
    if isinstance(found, Mapping):
        found = [key for key, value in found.items() if value]
    return frozenset(map(_name_of, found))


def _name_of(item: Any) -> str:
    if isinstance(item, Enum):
        item = item.value if isinstance(item.value, str) else item.name
    elif not isinstance(item, str):
        item = getattr(item, "name", None)
    if isinstance(item, str) and item:
        return str(item)
    raise TypeError("A role or permission is a string, an enum member, or an object with a name.")


@dataclass(frozen=True, kw_only=True)
class Rights:
    """How the rights of a user object are read.

    :param roles_of: None reads the attribute ``roles``; and so on.
    """

    roles_of: Callable[[Any], Any] | None = None
    permissions_of: Callable[[Any], Any] | None = None
    is_active_of: Callable[[Any], Any] | None = None

    @classmethod
    def by(cls, options: AuthOptions) -> Rights:
        """Return them as the options say."""
        return cls(roles_of=options.roles_of, permissions_of=options.permissions_of, is_active_of=options.is_active_of)

    def roles(self, user: Any) -> frozenset[str]:
        """Return the roles of a user."""
        return names_of(_read(user, "roles", self.roles_of))

    def permissions(self, user: Any) -> frozenset[str]:
        """Return the permissions of a user."""
        return names_of(_read(user, "permissions", self.permissions_of))

    def is_active(self, user: Any) -> bool:
        """Tell whether a user may sign in. A method counts by what it returns: by itself it would always be true."""
        if self.is_active_of is not None:
            return bool(self.is_active_of(user))
        active = getattr(user, "is_active", True)
        return bool(active() if callable(active) else active)


def _read(user: Any, attribute: str, accessor: Callable[[Any], Any] | None) -> Any:
    if user is None:
        return None
    return getattr(user, attribute, None) if accessor is None else accessor(user)

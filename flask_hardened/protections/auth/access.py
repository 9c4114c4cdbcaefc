"""Access: what the app's default and the decorators of a route come to. Inner ones narrow what outer ones demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

Names = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Owner:
    """An object that is named in the URL, and who it belongs to."""

    load: Callable[[Any], Any]
    owner: Callable[[Any], Any]
    """From the object to the id of its owner, or several."""
    param: str
    """The parameter of the URL."""
    into: str
    """The keyword by which the view gets the object."""
    roles: Names = frozenset()
    """Who may have any object."""


@dataclass(frozen=True, kw_only=True)
class AuthMark:
    """What one decorator says."""

    decorator: str
    """Its name, for messages."""
    public: bool = False
    methods: Names | None = None
    roles_all: Names = frozenset()
    roles_any: Names = frozenset()
    permissions_all: Names = frozenset()
    permissions_any: Names = frozenset()
    owner: Owner | None = None
    max_age: float | None = None


@dataclass(frozen=True, kw_only=True)
class Access:
    """What is demanded of whoever uses a route."""

    declared: bool = False
    """A decorator speaks of the route."""
    denied: bool = False
    """Nobody may use it: nothing was declared, and that is the app's default."""
    authenticated: bool = False
    """Somebody has to be signed in."""
    methods: Names | None = None
    """The authentication methods that count; None is any. Empty: contradictory marks, so nobody gets in."""
    roles_all: Names = frozenset()
    roles_any: tuple[Names, ...] = ()
    """Of each set one is needed."""
    permissions_all: Names = frozenset()
    permissions_any: tuple[Names, ...] = ()
    owners: tuple[Owner, ...] = ()
    max_age: float | None = None
    """Seconds since the password was last given."""

    @property
    def public(self) -> bool:
        """Whether anybody may use the route."""
        return not (self.denied or self.authenticated)

    @property
    def by_rights(self) -> bool:
        """Whether roles or permissions are asked for."""
        return bool(self.roles_all or self.roles_any or self.permissions_all or self.permissions_any)


def resolve(marks: Iterable[AuthMark], default: Literal["allow", "deny"]) -> Access:
    """Put the marks of a route together.

    :param marks: outermost first. Each demands more, except ``@public``, which takes back what is said outside of it.
    """
    access = Access(denied=default == "deny")
    for mark in marks:
        access = Access(declared=True) if mark.public else _narrowed(access, mark)
    return access


def _narrowed(access: Access, mark: AuthMark) -> Access:
    methods = access.methods
    if mark.methods is not None:
        methods = mark.methods if methods is None else methods & mark.methods
    ages = [age for age in (access.max_age, mark.max_age) if age is not None]
    return replace(
        access,
        declared=True,
        denied=False,
        authenticated=True,
        methods=methods,
        roles_all=access.roles_all | mark.roles_all,
        roles_any=access.roles_any + ((mark.roles_any,) if mark.roles_any else ()),
        permissions_all=access.permissions_all | mark.permissions_all,
        permissions_any=access.permissions_any + ((mark.permissions_any,) if mark.permissions_any else ()),
        owners=access.owners + ((mark.owner,) if mark.owner is not None else ()),
        max_age=min(ages, default=None),
    )

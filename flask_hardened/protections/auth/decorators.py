"""The decorators of the auth room: what they demand is put on a view, a view class or a blueprint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, TypeVar, overload

from flask import Blueprint

from ...errors import ConfigurationError, Problem
from ...marks import mark
from .access import AuthMark, Owner
from .rights import names_of

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")

FRESH = 15 * 60
"""Seconds for which a sign-in is fresh, if the decorator does not say."""


@overload
def auth_required(target: T, /) -> T: ...
@overload
def auth_required(*methods: str) -> Callable[[T], T]: ...
def auth_required(*methods: Any) -> Any:
    """Let only those in who are signed in: ``@auth_required`` or ``@auth_required("bearer")``.

    :param methods: the authentication methods that count, such as ``"session"``, ``"bearer"`` or ``"api_key"``; any by
        default. What a request carries for another method is not looked at.
    """
    if len(methods) == 1 and not isinstance(methods[0], str):
        return mark("auth", AuthMark(decorator="auth_required"))(methods[0])
    named = _names("auth_required", "methods", methods) if methods else None
    return mark("auth", AuthMark(decorator="auth_required", methods=named))


def roles_required(*roles: Any, all: Iterable[Any] = (), any: Iterable[Any] = ()) -> Callable[[T], T]:  # noqa: A002
    """Let only those in who have roles: ``@roles_required("admin")``, ``@roles_required(any=["editor", "admin"])``.

    :param roles: all of these are needed.
    :param all: likewise.
    :param any: one of these is needed.
    :raises ConfigurationError: when no role is named.
    """
    every, one = _rights("roles_required", (roles, all), any)
    return mark("auth", AuthMark(decorator="roles_required", roles_all=every, roles_any=one))


def permissions_required(*permissions: Any, all: Iterable[Any] = (), any: Iterable[Any] = ()) -> Callable[[T], T]:  # noqa: A002
    """Let only those in who have permissions; otherwise as :func:`roles_required`.

    A token or key that is limited to scopes has only those of its user's permissions.

    :raises ConfigurationError: when no permission is named.
    """
    every, one = _rights("permissions_required", (permissions, all), any)
    return mark("auth", AuthMark(decorator="permissions_required", permissions_all=every, permissions_any=one))


def owner_required(
    loader: Callable[[Any], Any],
    *,
    owner: str | Callable[[Any], Any],
    param: str,
    into: str | None = None,
    except_roles: Iterable[Any] = (),
) -> Callable[[T], T]:
    """Let only those in whose object the URL names, and hand it to the view; everybody else is answered 404.

    ::

        @app.post("/posts/<int:post_id>/edit")
        @owner_required(load_post, owner="author_id", param="post_id")
        def edit(post): ...

    The object takes the place of the parameter. An object that does not exist, and one of somebody else, are answered
    alike (CWE-639). Put on a blueprint, it holds for all of its routes, each of which has to have the parameter.

    :param loader: takes the parameter's value and returns the object, or None.
    :param owner: the object's attribute with the id of its owner, such as ``"author_id"`` or ``"project.owner_id"``; or
        a function that returns the id, or several ids, of an object.
    :param param: the parameter of the URL rule. That each rule has it is checked when the app starts.
    :param into: the keyword by which the view gets the object; by default the parameter's name without ``_id``.
    :param except_roles: users with one of these roles may have anybody's.
    :raises ConfigurationError: when a name is none, or there is nothing to call.
    """
    problems = [
        Problem(f"@owner_required, {name}", f"{value!r} is no name.", 'Write it like "post_id".')
        for name, value in (("param", param), ("into", into or param))
        if not _is_name(value)
    ]
    if not callable(loader):
        problems.append(Problem("@owner_required", "its loader cannot be called.", "Give a function."))
    if not callable(owner) and not all(map(_is_name, str(owner).split("."))):
        problems.append(Problem("@owner_required, owner", f"{owner!r} is no name.", 'Write it like "author_id".'))
    if problems:
        raise ConfigurationError(problems)
    owned = Owner(
        load=loader,
        owner=attrgetter(owner) if isinstance(owner, str) else owner,
        param=param,
        into=into or param.removesuffix("_id") or param,
        roles=_names("owner_required", "except_roles", except_roles),
    )
    return mark("auth", AuthMark(decorator="owner_required", owner=owned))


@overload
def fresh_login_required(target: T, /) -> T: ...
@overload
def fresh_login_required(max_age: float = FRESH) -> Callable[[T], T]: ...
def fresh_login_required(max_age: Any = FRESH) -> Any:
    """Let only those in who have given their password, or another factor, a short while ago; others sign in once more.

    :param max_age: seconds; 15 minutes by default.
    :raises ConfigurationError: when it is no positive number.
    """
    if isinstance(max_age, (int, float)) and not isinstance(max_age, bool):
        if not max_age > 0:
            raise ConfigurationError(
                [Problem("@fresh_login_required", f"{max_age!r} seconds is no time.", "Give seconds, such as 900.")]
            )
        return mark("auth", AuthMark(decorator="fresh_login_required", max_age=float(max_age)))
    return mark("auth", AuthMark(decorator="fresh_login_required", max_age=float(FRESH)))(max_age)


def public(target: T) -> T:
    """Let everybody in, whatever is demanded further out: by the blueprints around, or by ``default="deny"``."""
    decorated: T = mark("auth", AuthMark(decorator="public", public=True))(target)
    return decorated


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.isidentifier()


def _rights(decorator: str, every: Iterable[Iterable[Any]], one: Iterable[Any]) -> tuple[frozenset[str], ...]:
    both = frozenset().union(*(_names(decorator, "names", names) for names in every)), _names(decorator, "any", one)
    if not any(both):
        raise ConfigurationError([Problem(f"@{decorator}", "it names nothing.", f'Write @{decorator}("...").')])
    return both


def _names(decorator: str, argument: str, names: Any) -> frozenset[str]:
    try:
        return names_of(names)
    except TypeError:
        raise ConfigurationError(
            [Problem(f"@{decorator}, {argument}", "it holds something that has no name.", "Give strings.")]
        ) from None

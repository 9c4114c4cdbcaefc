"""Who asks for whom before a view runs: decorators, and the hooks of the app and its blueprints."""

from __future__ import annotations

import dis
import functools
import re
import sys
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

from flask import Flask

from ..route_table.access import AUTH_PACKAGES
from ..view_facts import Unapplied
from .admin_views import is_guarded
from .view_source import wrapping_functions

ASKING = frozenset({
    "authorization", "authenticate", "check_auth", "current_identity", "current_user", "get_jwt_identity",
    "has_access", "has_permission", "has_role", "is_accessible", "is_admin", "is_authenticated", "is_logged_in",
    "logged_in", "login_required", "require_auth", "require_login", "require_oauth", "unauthorized",
    "verify_jwt_in_request", "verify_password", "verify_token",
})  # fmt: skip
"""Names that only code which wants to know who is there uses."""
_KEPT = frozenset({"session", "cookies", "g.user", "g.current_user"})
"""Where it may be kept who is there; whoever looks there and sends the visitor away asks too."""
_SOMEBODY = re.compile(
    r"(?:^|_)(?:auth|authori[sz]ed|login|logged|permissions?|roles?|users?|admin|account|identity|api_?key)(?:_|$)"
)
"""What a name is called that stands for somebody, or for what they may do."""
_AWAY = frozenset({"abort", "redirect", "make_response", "Unauthorized", "Forbidden"})
_OURS = "flask_hardened"
_DEPTH = 50


def askers(app: Flask, view: object, blueprints: tuple[str, ...]) -> Iterator[str]:
    """Yield the words for each that asks who somebody is before `view` runs, each once."""
    found = dict.fromkeys(_of_wrappers(view))
    if _is_admin_that_asks(view):
        found["is_accessible"] = None
    for scope in (None, *blueprints):
        place = "the app" if scope is None else f"the blueprint {scope}"
        if any(_hook_asks(hook) for hook in app.before_request_funcs.get(scope, ())):
            found[f"before_request of {place}"] = None
    yield from found


def unapplied(view: object) -> Unapplied | None:
    """Tell what is wrapped around `view` in its module but not in the app, as by a decorator above ``@app.route``."""
    name, module = getattr(view, "__qualname__", ""), sys.modules.get(getattr(view, "__module__", None) or "")
    outer: Any = vars(module).get(name) if module is not None else None
    if outer is None or outer is view or not isinstance(outer, FunctionType):
        return None
    layers: list[FunctionType] = []
    for _ in range(_DEPTH):
        if outer is view:
            packages = frozenset(map(_package, layers))
            return Unapplied(wrappers=packages, asks_who=any(map(_asks, layers)))
        if not isinstance(outer, FunctionType) or not hasattr(outer, "__wrapped__"):
            return None
        layers.append(outer)
        outer = outer.__wrapped__
    return None


def _of_wrappers(view: object) -> Iterator[str]:
    for layer in wrapping_functions(view):
        package = _package(layer)
        if package in AUTH_PACKAGES:
            yield package
        elif package != _OURS and _asks(layer):
            yield "a decorator"


def _is_admin_that_asks(view: object) -> bool:
    """Tell whether it is a method of a Flask-Admin view whose class says who may use it."""
    owner = type(getattr(view, "__self__", None))
    return any(parent.__module__.partition(".")[0] == "flask_admin" for parent in owner.__mro__) and is_guarded(owner)


def _hook_asks(hook: Any) -> bool:
    """Tell whether a hook of the app's own asks; those of extensions load who is there, and let everybody pass."""
    function = getattr(hook, "__func__", hook)
    if any(True for _ in _of_wrappers(hook)):
        return True
    return _package(function) not in AUTH_PACKAGES | {_OURS} and _asks(function)


def _package(function: Any) -> str:
    return str(getattr(function, "__globals__", {}).get("__name__", "")).partition(".")[0]


def _asks(function: Any) -> bool:
    if _package(function) in AUTH_PACKAGES:
        return True
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return False
    names, numbers = _used(code)
    if not ASKING.isdisjoint(names) or 401 in numbers:
        return True
    # a bare 403 may be about the site a request comes from, its address or its size
    somebody = not _KEPT.isdisjoint(names) or any(_SOMEBODY.search(name) for name in names)
    return somebody and (not _AWAY.isdisjoint(names) or 403 in numbers)


@functools.lru_cache(maxsize=1024)  # the same hooks and wrappers are around many views
def _used(code: CodeType) -> tuple[frozenset[str], frozenset[int]]:
    """Return the names and the numbers in a piece of code, and in the functions inside it.

    ``session`` is the global of this name, and not ``db.session``.
    """
    names, numbers = {*code.co_freevars}, {each for each in code.co_consts if isinstance(each, int)}
    before = ""
    for instruction in dis.get_instructions(code):
        name = str(instruction.argval)
        if instruction.opname in {"LOAD_GLOBAL", "LOAD_NAME", "LOAD_DEREF"}:
            names.add(name)
        elif instruction.opname in {"LOAD_ATTR", "LOAD_METHOD"}:
            names |= {f"{before}.{name}", *({name} - _KEPT), *({name} & {"cookies"})}
        before = name
    for constant in code.co_consts:
        if isinstance(constant, tuple):
            numbers |= {each for each in constant if isinstance(each, int)}
        elif isinstance(constant, CodeType):
            inner_names, inner_numbers = _used(constant)
            names |= inner_names
            numbers |= inner_numbers
    return frozenset(names), frozenset(numbers)

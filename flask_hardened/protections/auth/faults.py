"""What is wrong with the decorators of an app, found when it starts."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule as UrlRule

from ...errors import Problem, did_you_mean
from ...marks import has_method_marks, marks_of, methods_of
from .access import Access, AuthMark, Owner, resolve
from .chain import Chain
from .hidden import hidden_marks
from .login_page import LoginPage
from .options import AuthOptions

FEATURE = "auth"


def accesses(app: Flask, endpoint: str, options: AuthOptions) -> Iterator[tuple[str | None, Access]]:
    """Yield what holds for an endpoint: one for each method where these differ, with the method."""
    methods = sorted(methods_of(app, endpoint)) if has_method_marks(app, endpoint) else [None]
    for method in methods:
        yield method, resolve(_marks(app, endpoint, method), options.default)


def _marks(app: Flask, endpoint: str, method: str | None) -> list[AuthMark]:
    return list(marks_of(app, endpoint, method).of(FEATURE))


def faults(
    app: Flask, options: AuthOptions, chain: Chain, offered: frozenset[str], page: LoginPage
) -> Iterator[Problem]:
    """Yield everything that would leave a route open, or closed to everybody.

    :param offered: the names of all methods that there are, in use or not.
    """
    for name in sorted({*(options.methods or ())} - offered):
        yield Problem("AuthOptions.methods", f"nothing here offers {name!r}.", _choose(name, offered))
    for endpoint in app.view_functions:
        rules = _rules(app, endpoint)
        if not rules:
            continue
        for method, access in accesses(app, endpoint, options):
            here = [rule for rule in rules if method is None or method in (rule.methods or ())]
            yield from _of_methods(endpoint, access, chain)
            for owner in access.owners:
                yield from _of_owner(owner, here)
        yield from _of_wrappers(app, endpoint)
    yield from _of_page(app, options, page)


def _of_wrappers(app: Flask, endpoint: str) -> Iterator[Problem]:
    methods = (None, *(methods_of(app, endpoint) if has_method_marks(app, endpoint) else ()))
    visible = [mark for method in methods for mark in _marks(app, endpoint, method)]
    hidden = [mark for mark in hidden_marks(app.view_functions[endpoint], FEATURE) if mark not in visible]
    if hidden:
        yield Problem(
            f"the decorators of the view {endpoint!r}",
            f"one of them hides @{hidden[0].decorator} below it, so that it would not be enforced.",
            "Let it use functools.wraps, or move ours above it.",
        )


def _rules(app: Flask, endpoint: str) -> list[UrlRule]:
    try:
        return list(app.url_map.iter_rules(endpoint))
    except KeyError:
        return []


def _of_methods(endpoint: str, access: Access, chain: Chain) -> Iterator[Problem]:
    if access.methods is None:
        return
    setting = f"@auth_required on {endpoint!r}"
    if not access.methods:
        yield Problem(setting, "its methods and those further out exclude each other.", "Nobody could get in.")
    for name in sorted(access.methods - chain.methods):
        yield Problem(setting, f"nothing here offers {name!r}.", _choose(name, chain.methods))


def _choose(name: str, offered: frozenset[str]) -> str:
    return did_you_mean(name, offered) if offered else "There are no methods: set AuthOptions."


def _of_owner(owner: Owner, rules: list[UrlRule]) -> Iterator[Problem]:
    for rule in rules:
        setting = f"@owner_required on {rule.rule!r}"
        if owner.param not in rule.arguments:
            fix = did_you_mean(owner.param, rule.arguments) if rule.arguments else "Give the rule one."
            yield Problem(setting, f"the URL has no parameter {owner.param!r}.", fix)
        elif owner.into in rule.arguments and owner.into != owner.param:
            yield Problem(setting, f"the URL has a parameter {owner.into!r} too.", "Choose another name for into.")


def _of_page(app: Flask, options: AuthOptions, page: LoginPage) -> Iterator[Problem]:
    named = options.login_endpoint
    if named is not None and named not in app.view_functions:
        fix = did_you_mean(named, app.view_functions)
        yield Problem("AuthOptions.login_endpoint", f"there is no endpoint {named!r}.", fix)
    endpoint = page.endpoint
    if endpoint is None or endpoint not in app.view_functions:
        return
    if not all(access.public for _, access in accesses(app, endpoint, options)):
        yield Problem(
            f"the login page {endpoint!r}", "nobody gets there without being signed in.", "Mark it with @public."
        )

"""The routes of the app under test, each with what it promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from ..audit.collectors.view_source import wrapping_packages
from ..marks import marks_of
from ..plan import RoutePlan, RoutePlans
from .subject import Subject
from .url_values import GivenValues, address_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOGINS = frozenset({"flask_login"})
"""Packages whose decorators ask for a sign-in, whichever of them it is."""


@dataclass(frozen=True, kw_only=True)
class TestedRoute:
    """One method of one URL rule."""

    __test__ = False  # pytest must not take it for a test

    rule: str
    method: str
    endpoint: str
    path: str | None
    """A path that leads here, percent-encoded; None where none was found."""
    host: str | None
    """The host it is on, where that is not the app's own."""
    plan: RoutePlan
    csrf_marks: tuple[Any, ...]
    ambient: bool
    """Whether what a browser sends by itself, such as a cookie, may open it."""
    demands: bool
    """Whether somebody has to be signed in, or nobody may use it, as the decorators and the default say."""
    wrapped: bool
    """Whether another extension's decorator asks for a sign-in, around the view."""
    others: tuple[str, ...]
    """The methods that this URL answers, with whatever endpoint."""

    @property
    def safe(self) -> bool:
        """Whether the method changes nothing, as it is meant (RFC 9110, section 9.2.1)."""
        return self.method in SAFE

    @property
    def public(self) -> bool:
        """Whether anybody may use it, as far as decorators tell."""
        return not (self.demands or self.wrapped)


def routes_of(subject: Subject, given: GivenValues) -> list[TestedRoute]:
    """Return the routes of the app, in the order of their URLs.

    Left out: what only builds URLs, redirects or speaks WebSocket, and the HEAD and OPTIONS that Flask adds.
    """
    app = subject.app
    plans = RoutePlans(app, subject.hardening.protections)
    rules = [rule for rule in app.url_map.iter_rules() if not (rule.build_only or rule.websocket or rule.redirect_to)]
    ordered = sorted(rules, key=lambda rule: (rule.rule, rule.endpoint, sorted(rule.methods or ())))
    return [route for rule in ordered for route in _routes(subject, plans, rule, given(rule.endpoint) or {})]


def _routes(subject: Subject, plans: RoutePlans, rule: Rule, given: Any) -> Iterator[TestedRoute]:
    app, endpoint = subject.app, rule.endpoint
    domain, path = address_of(rule, given) or ("", None)
    host = None
    if domain:
        host = domain if app.url_map.host_matching else f"{domain}.{subject.host}"
    others = _others(app, subject.host, domain, path)
    wrapped = not _LOGINS.isdisjoint(wrapping_packages(app.view_functions.get(endpoint)))
    for method in _methods(rule):
        plan = plans.of(endpoint, method)
        access = plan.room.get("auth")
        yield TestedRoute(
            rule=rule.rule,
            method=method,
            endpoint=endpoint,
            path=path if method in others else None,
            host=host,
            plan=plan,
            csrf_marks=tuple(marks_of(app, endpoint, method).of("csrf")),
            ambient=_ambient(subject, access),
            demands=access is not None and not access.public,
            wrapped=wrapped,
            others=others,
        )


def _methods(rule: Rule) -> list[str]:
    methods = set(rule.methods or ())
    return sorted(methods - {"HEAD", "OPTIONS"} or methods)


def _others(app: Flask, host: str, domain: str, path: str | None) -> tuple[str, ...]:
    if path is None:
        return ()
    try:
        if app.url_map.host_matching:
            adapter = app.url_map.bind(domain or host, url_scheme="https")
        else:
            adapter = app.url_map.bind(host, subdomain=domain, url_scheme="https")
        return tuple(sorted(adapter.allowed_methods(path)))
    except (HTTPException, ValueError):
        return ()


def _ambient(subject: Subject, access: Any) -> bool:
    """Tell whether a browser may open a route by what it sends by itself: cookies, or Basic credentials."""
    if access is None or access.public:
        return False
    offered = [each for room in subject.hardening.protections for each in room.authenticators(subject.app)]
    own = getattr(
        next((r.options for r in subject.hardening.protections if r.feature == "auth"), None), "authenticators", ()
    )
    return any(each.ambient for each in (*offered, *own) if access.methods is None or each.method in access.methods)

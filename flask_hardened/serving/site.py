"""Site: all that a configuration for nginx says about one app."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask

from ..hardening import hardening_of
from ..plan import RoutePlans
from .locations import LargerBody, body_limit, larger_bodies
from .quoting import NginxError
from .sent_headers import hsts_of, sent_with
from .wishes import Wishes

if TYPE_CHECKING:
    from ..hardening import Hardening
    from ..plan import HeaderPair
    from ..policy import Policy

_NAME = re.compile(r"(\*?\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.ASCII)
_METHOD = re.compile(r"[A-Z][A-Z0-9-]*", re.ASCII)
_KINDS = {"text/html": "document", "text/javascript": "script", "application/octet-stream": "other"}

_LONGEST_NAME = 20
"""Characters; with more, nginx has to be told to make its table of variables larger."""
_HARDENED_LIMIT = 16 * 1024 * 1024
"""Bytes: what nginx takes in front of an app whose body_size room is off."""


@dataclass(frozen=True, kw_only=True)
class StaticFiles:
    """The static files that nginx serves itself."""

    path: str
    """Where they are in URLs, with a slash at both ends."""
    headers: tuple[HeaderPair, ...]
    """What they carry, whatever they are."""
    policies: dict[str, str]
    """Kind of file (``document``, ``script``, ``other``) → its Content-Security-Policy; empty for none."""
    policy_name: str
    """The name of that header."""
    cache_control: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """One app, as nginx has to know it."""

    name: str
    """Letters, digits and underscores: the names of variables and zones begin with it."""
    server_names: tuple[str, ...]
    methods: tuple[str, ...]
    body_limit: int
    """Bytes; 0 is no limit."""
    larger: tuple[LargerBody, ...]
    hsts: str | None
    forwarded: str
    """The family of headers that the app reads: ``x-forwarded`` or ``forwarded``."""
    static: StaticFiles | None
    wishes: Wishes


def site_of(app: Flask, wishes: Wishes) -> Site:
    """Read what is to be written from the app's policy and routes; no request is sent.

    :raises NginxError: when the app names no host, or static files cannot be served by nginx.
    """
    hardening = hardening_of(app)
    plans, policy = RoutePlans(app, hardening.protections), hardening.policy
    limit = body_limit(plans.default.room)
    if policy.body_size is None:
        limit = app.config.get("MAX_CONTENT_LENGTH") or _HARDENED_LIMIT
    return Site(
        name=f"hardened_{re.sub('[^a-z0-9]+', '_', app.import_name.lower()).strip('_')[-_LONGEST_NAME:] or 'app'}",
        server_names=_server_names(app, hardening),
        methods=_methods(app, policy),
        body_limit=limit,
        larger=() if policy.body_size is None else larger_bodies(app, plans, limit),
        hsts=hsts_of(policy),
        forwarded=policy.hosts.forwarded if policy.hosts else "x-forwarded",
        static=None if wishes.static is None else _static(app, hardening, plans),
        wishes=wishes,
    )


def _server_names(app: Flask, hardening: Hardening) -> tuple[str, ...]:
    hosts: Any = next((room for room in hardening.protections if room.feature == "hosts"), None)
    patterns = () if hosts is None else hosts.hosts_of(app)
    names = [f"{'' if each.itself else '*'}{'.' if each.below else ''}{each.name}" for each in patterns]
    if not names or "" in names:
        fault = "The app answers to every host" if names else "The app names no host"
        raise NginxError(f"{fault}, so there is no name to put in front of it. Set HARDENED_HOSTS_ALLOWED.")
    for name in names:
        if not _NAME.fullmatch(name):
            raise NginxError(f"{ascii(name)[:80]} is no name of a host.")
    return tuple(dict.fromkeys(names))


def _methods(app: Flask, policy: Policy) -> tuple[str, ...]:
    used = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()} | {"GET", "HEAD", "OPTIONS"}
    if policy.csp is not None and policy.csp.report_path is not None:
        used.add("POST")  # browsers' reports, which the gate takes before any route
    allowed = policy.hosts.methods if policy.hosts else None
    return tuple(sorted(m for m in used if _METHOD.fullmatch(m) and (allowed is None or m in allowed)))


def _static(app: Flask, hardening: Hardening, plans: RoutePlans) -> StaticFiles:
    path = app.static_url_path
    if not app.has_static_folder or path is None or "static" not in app.view_functions:
        raise NginxError("--static: the app has no static files.")
    if not path.strip("/"):
        raise NginxError("--static: the app's static files lie at the root of its URLs, beside its routes.")
    access: Any = plans.of("static", "GET").room.get("auth")
    if access is not None and not access.public:
        raise NginxError("--static: the app's static files are not for everybody, so nginx cannot serve them.")
    sent = {kind: sent_with(hardening, plans, "static", content_type) for content_type, kind in _KINDS.items()}
    policies = {kind: _policy(headers) for kind, headers in sent.items()}
    names = [name for name, _ in policies.values() if name]
    with app.app_context():
        age = app.get_send_file_max_age(None)
    return StaticFiles(
        path=f"{path.rstrip('/')}/",
        headers=tuple((name, value) for name, value in sent["other"] if name.lower() not in _OWN),
        policies={kind: value for kind, (_, value) in policies.items()},
        policy_name=names[0] if names else "Content-Security-Policy",
        cache_control="no-cache" if age is None else f"public, max-age={age}",
    )


_POLICIES = ("content-security-policy", "content-security-policy-report-only")
_OWN = frozenset({*_POLICIES, "cache-control", "vary", "reporting-endpoints"})


def _policy(headers: list[HeaderPair]) -> tuple[str, str]:
    return next(((name, value) for name, value in headers if name.lower() in _POLICIES), ("", ""))

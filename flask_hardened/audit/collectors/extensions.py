"""Reads other extensions from the traces they leave on the app. None of them is imported, and none is asked to act."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from flask import Flask

from ..extension_facts import AdminViewFacts, CorsFacts, ExtensionFacts, KeyFacts, LimiterFacts, TalismanFacts
from ..snapshot import Unchecked
from .admin_views import admin_views
from .cors_policies import cors_policies
from .limiters import limiters
from .services import services
from .session_files import open_cache_files, open_session_files
from .talismans import talismans

T = TypeVar("T")
Note = Callable[[Unchecked], None]
Weakness = Callable[[object], "str | None"]

KEYS = ("JWT_SECRET_KEY", "SECURITY_PASSWORD_SALT", "WTF_CSRF_SECRET_KEY", "BASIC_AUTH_PASSWORD")
"""Settings that hold a secret which other extensions sign or hash with, or ask for."""
_NAMES = {
    "admin": "flask_admin", "appbuilder": "flask_appbuilder", "cache": "flask_caching", "celery": "celery",
    "csrf": "flask_wtf", "flask-jwt-extended": "flask_jwt_extended", "limiter": "flask_limiter", "mail": "flask_mail",
    "security": "flask_security", "socketio": "flask_socketio", "sqlalchemy": "flask_sqlalchemy",
}  # fmt: skip
_PICKLES = frozenset({"pickle", "application/x-python-serialize"})


def collect_extensions(app: Flask, weakness: Weakness, note: Note) -> ExtensionFacts:
    """Read what other extensions keep on `app`.

    :param note: takes each part that cannot be read.
    """

    def attempt(what: str, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one extension of another make must not hide the others
            note(Unchecked(what=what, reason=type(error).__name__))
            return otherwise

    cors: tuple[CorsFacts, ...] = attempt("Flask-CORS", lambda: tuple(cors_policies(app)), ())
    limits: tuple[LimiterFacts, ...] = attempt("Flask-Limiter", lambda: tuple(limiters(app)), ())
    policies: tuple[TalismanFacts, ...] = attempt("Flask-Talisman", lambda: tuple(talismans(app)), ())
    views: tuple[AdminViewFacts, ...] = attempt("Flask-Admin", lambda: tuple(admin_views(app)), ())
    return ExtensionFacts(
        used=frozenset(_used(app)),
        keys=attempt("the keys of extensions", lambda: _keys(app.config, weakness), {}),
        services=attempt("the addresses of services", lambda: services(app.config), ()),
        cors=cors,
        limiters=limits,
        talismans=policies,
        admin_views=views,
        login_protection=attempt("Flask-Login", lambda: _login_protection(app), ""),
        open_sockets=attempt("Flask-SocketIO", lambda: _open_sockets(app), False),
        plain_oauth=bool(os.environ.get("OAUTHLIB_INSECURE_TRANSPORT") or os.environ.get("AUTHLIB_INSECURE_TRANSPORT")),
        pickled_tasks=attempt("Celery", lambda: _pickled_tasks(app), False),
        open_session_files=attempt("the files of Flask-Session", lambda: open_session_files(app), False),
        open_cache_files=attempt("the files of Flask-Caching", lambda: open_cache_files(app), False),
    )


def _used(app: Flask) -> Iterable[str]:
    for name in app.extensions:
        if name in _NAMES:
            yield _NAMES[name]
    if hasattr(app, "login_manager"):
        yield "flask_login"
    if type(app.session_interface).__module__.partition(".")[0] == "flask_session":
        yield "flask_session"
    hooks = [*app.before_request_funcs.get(None, ()), *app.after_request_funcs.get(None, ())]
    for hook in hooks:
        owner = type(getattr(hook, "__self__", None)).__module__.partition(".")[0]
        if owner in {"flask_talisman", "flask_debugtoolbar", "flask_basicauth"}:
            yield owner


def _keys(config: Mapping[str, Any], weakness: Weakness) -> dict[str, KeyFacts]:
    found = {}
    for name in KEYS:
        value = config.get(name)
        if value is None or value in ("", b""):
            continue
        found[name] = KeyFacts(weakness=weakness(value), is_secret_key=value == config.get("SECRET_KEY"))
    return found


def _login_protection(app: Flask) -> str:
    manager = getattr(app, "login_manager", None)
    if manager is None:
        return ""
    mode = app.config.get("SESSION_PROTECTION", getattr(manager, "session_protection", None))
    return mode if mode in ("basic", "strict") else ""


def _open_sockets(app: Flask) -> bool:
    server = getattr(app.extensions.get("socketio"), "server", None)
    origins = getattr(getattr(server, "eio", None), "cors_allowed_origins", None)
    # an empty list turns the check of origins off altogether
    if isinstance(origins, (list, tuple, set)):
        return not origins or "*" in origins
    return bool(origins == "*")


def _pickled_tasks(app: Flask) -> bool:
    told: Any = app.config.get("CELERY")
    accepted: Any = told.get("accept_content") if isinstance(told, Mapping) else None
    accepted = accepted or app.config.get("CELERY_ACCEPT_CONTENT")
    celery = app.extensions.get("celery")
    if celery is not None:
        accepted = accepted or getattr(getattr(celery, "conf", None), "accept_content", None)
    return not isinstance(accepted, str) and isinstance(accepted, Iterable) and not _PICKLES.isdisjoint(accepted)

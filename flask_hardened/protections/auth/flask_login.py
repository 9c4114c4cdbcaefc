"""Flask-Login, if the app has it: its current user counts as signed in by a session."""

from __future__ import annotations

import importlib
import sys
import time
from typing import TYPE_CHECKING, Any

from flask import Flask, session

from ...identity import Authenticator, Proof

if TYPE_CHECKING:
    from ...exchange import Exchange

_LIBRARY = "flask_login"
_FRESH_AT = "_fresh_at"


def uses_flask_login(app: Flask) -> bool:
    """Tell whether the app has a login manager of Flask-Login."""
    return _LIBRARY in sys.modules and getattr(app, "login_manager", None) is not None


def login_view_of(app: Flask) -> str | None:
    """Return the endpoint of Flask-Login's login page."""
    manager = getattr(app, "login_manager", None) if uses_flask_login(app) else None
    view = getattr(manager, "login_view", None)
    return view if isinstance(view, str) else None


def authenticator() -> Authenticator:
    """Return the way to ask Flask-Login."""
    return Authenticator(method="session", find=_find, ambient=True, forget=_forget)


def note_sign_ins(app: Flask) -> None:
    """Have sign-ins write down when they were: Flask-Login itself knows only whether one is fresh."""
    library = _library()
    for signal in (library.user_logged_in, library.user_login_confirmed):
        signal.connect(_signed_in, sender=app)


def _library() -> Any:
    return importlib.import_module(_LIBRARY)


def _find(exchange: Exchange) -> Proof | None:
    user: Any = _library().current_user._get_current_object()  # noqa: SLF001
    if user is None or user.is_anonymous:
        return None
    if not user.is_authenticated and user.is_active:  # by UserMixin's own account somebody disabled is neither
        return None
    at = session.get(_FRESH_AT) if session.get("_fresh") is True else None
    fresh_at = float(at) if type(at) is int else None
    return Proof(user_id=str(user.get_id()), method="session", fresh_at=fresh_at, user=user)


def _forget(exchange: Exchange) -> None:
    _library().logout_user()


def _signed_in(app: Flask, **_: object) -> None:
    if session.get("_fresh") is True:
        session[_FRESH_AT] = int(time.time())

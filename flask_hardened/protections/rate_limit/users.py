"""Who is signed in, as far as the session says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from flask import Flask, session

if TYPE_CHECKING:
    from ...exchange import Exchange

UserKey = Callable[["Exchange"], "str | None"]


def user_key_of(app: Flask, own: Callable[..., Any] | None, names: Sequence[str]) -> UserKey:
    """Return the function that finds the signed-in user.

    :param own: the app's function; called without arguments. By default the session is asked, but only if its cookie
        came along: a visitor without one costs nothing.
    :param names: the session's keys that say who is signed in, as ``SessionsOptions.user_keys`` has them.
    """
    if own is not None:
        return lambda exchange: _text(own())
    cookie = f"{app.session_interface.get_cookie_name(app)}="

    def from_session(exchange: Exchange) -> str | None:
        if cookie not in exchange.environ.get("HTTP_COOKIE", ""):
            return None
        return next((text for text in (_text(session.get(name)) for name in names) if text), None)

    return from_session


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)

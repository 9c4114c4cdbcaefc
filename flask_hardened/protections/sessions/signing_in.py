"""``login()``, ``logout()`` and ``logout_everywhere()``: who is signed in by a session, and since when."""

from __future__ import annotations

import importlib
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from flask import Flask, Response, after_this_request, current_app, has_request_context

from ...hardening import current_exchange, hardening_of
from ...identity import Authenticator, Proof, forget_identity, id_text
from .flask_login import uses_flask_login
from .functions import bind_user, end_session, end_sessions_of
from .session import Session, current_session

if TYPE_CHECKING:
    from ...exchange import Exchange

USER = "_user_id"
"""Where the id of the user stands, as in Flask-Login."""
SINCE = "_login"
"""When :func:`login` was called; a session without it was signed in by something else."""

Clearable = Literal["cache", "cookies", "storage", "executionContexts", "*"]
_CLEARABLE = ("cache", "cookies", "storage", "executionContexts", "*")
AFTER_LOGOUT: tuple[Clearable, ...] = ("cache", "storage")


def login(user_id: str | int | UUID, *, permanent: bool = False) -> None:
    """Sign a user in, right after checking who it is: the session gets a new id and a new CSRF token (CWE-384).

    Calling it again for the same user, after asking for the password once more, makes the sign-in fresh. What the
    session contains stays, unless it was another user's.

    :param user_id: what the loader of :class:`AuthOptions` is given, as a string.
    :param permanent: keep the cookie when the browser is closed; the session's lifetimes hold nevertheless.
    :raises TypeError: for anything that is no id, such as the user object.
    :raises RuntimeError: when sessions are off, another extension keeps them, or Flask-Login says who is signed in.
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down.
    """
    user = id_text(user_id)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    if uses_flask_login(app):
        raise RuntimeError("Flask-Login says who is signed in to this app: call flask_login.login_user(user).")
    session = current_session()
    if session is not None and session.get(USER) not in (None, user):
        session.clear()
    bind_user(user)
    assert session is not None
    session[USER] = user
    session[SINCE] = int(time.time())
    if session.permanent is not permanent:
        session.permanent = permanent
    exchange = current_exchange()
    forget_identity(exchange)
    hardening_of(app).events.emit("authn_login_success", exchange=exchange, userid=user)


def logout(*, clear: Sequence[Clearable] = AFTER_LOGOUT) -> None:
    """Sign out: end the session on every worker, and have the browser forget what it keeps of this site.

    :param clear: what ``Clear-Site-Data`` names (W3C; ASVS 5, 14.3.1): ``"cache"``, ``"storage"``, ``"cookies"`` (of
        every host of the domain), ``"executionContexts"``, or ``"*"`` for all; nothing to send no header.
    :raises ValueError: for anything else.
    :raises RuntimeError: when sessions are off, or another extension keeps them.
    """
    unknown = [name for name in clear if name not in _CLEARABLE]
    if unknown or isinstance(clear, str):
        raise ValueError(f"Clear-Site-Data takes a list of {', '.join(map(repr, _CLEARABLE))}.")
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    if uses_flask_login(app):
        importlib.import_module("flask_login").logout_user()
    end_session()
    forget_identity(current_exchange())
    if clear:
        value = ", ".join(f'"{name}"' for name in clear)

        @after_this_request
        def clear_site_data(response: Response) -> Response:
            response.headers["Clear-Site-Data"] = value
            return response


def logout_everywhere(user_id: str | int | UUID | None = None) -> None:
    """End all sessions of a user, on every device, and all of their tokens; the current one with them, if it is theirs.

    :param user_id: by default the user of the current session. Outside a request it has to be given.
    :raises RuntimeError: when nobody is signed in, or sessions are not Flask-Hardened's.
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down; sessions have not ended then.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    session = current_session() if has_request_context() else None
    own = None if session is None else _user_of(session)
    user = own if user_id is None else id_text(user_id)
    if user is None:
        raise RuntimeError("Nobody is signed in by a session: say whose sessions are to end.")
    end_sessions_of(user)
    for room in hardening_of(app).protections:
        room.sign_out(app, user)
    if own == user:
        logout()


def session_authenticator() -> Authenticator:
    """Return the way to tell who sent a request by what :func:`login` has put into the session."""
    return Authenticator(method="session", find=_find, ambient=True, forget=_forget)


def _find(exchange: Exchange) -> Proof | None:
    session = current_session()
    if session is None:
        return None
    user, since = session.get(USER), session.get(SINCE)
    if type(user) is not str or type(since) is not int or _user_of(session) != user:
        return None
    return Proof(user_id=user, method="session", fresh_at=float(since))


def _forget(exchange: Exchange) -> None:
    end_session()


def _user_of(session: Session) -> str | None:
    """Return whose session it is, as its ticket says, which :func:`logout_everywhere` ends."""
    state = session.filled() if USER in session else session.state
    return None if state is None or state.ticket is None else state.ticket.user

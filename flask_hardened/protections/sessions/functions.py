"""What apps call: rotate, bind, and end sessions."""

from __future__ import annotations

from flask import Flask, current_app

from ...identity import id_text
from . import changes
from .interface import SessionsInterface
from .session import Session, current_session


def rotate() -> None:
    """Give the current session a new id and a new CSRF token; its content stays. The old id has ended.

    Call it whenever somebody gains rights without signing in anew (OWASP Session Management Cheat Sheet).
    """
    changes.rotate_session(*_current())


def bind_user(user_id: object) -> None:
    """Say whose session the current one is, right after checking who it is: it gets a new id and a new CSRF token.

    Sign-ins by Flask-Login, and by a key of ``SessionsOptions.user_keys`` in the session, are noticed without it.

    :param user_id: a string, a number or a UUID, by which :func:`end_sessions_of` ends what begins here.
    :raises TypeError: for anything that is no id, such as the user object.
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down.
    """
    changes.bind(*_current(), id_text(user_id))


def end_session() -> None:
    """Sign out: empty the session, and end it on every worker, so that a copy of its cookie is worth nothing.

    The remember cookie of this device ends with it.
    """
    app, interface, current = _current()
    remembered = interface.remembering is not None
    changes.end(app, interface, current)
    current.clear()
    if remembered:
        current["_remember"] = "clear"  # Flask-Login removes its cookie, and this key


def end_sessions_of(user_id: object) -> None:
    """End every session of a user at once, and every remember cookie: when an account is disabled, for instance.

    Needs no request, so that a command line can call it.

    :param user_id: as in :func:`bind_user`; with Flask-Login, what ``get_id()`` returns.
    :raises TypeError: for anything that is no id, such as the user object.
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down; nothing has ended then.
    """
    changes.end_user(_interface(), id_text(user_id))


def end_other_sessions() -> None:
    """End every session of the current user but this one: when the password changes, or from a list of devices.

    :raises RuntimeError: if nobody is signed in.
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down; nothing has ended then.
    """
    _, interface, current = _current()
    changes.end_others(interface, current)


def _current() -> tuple[Flask, SessionsInterface, Session]:
    interface = _interface()
    found = current_session()
    if found is None:
        raise RuntimeError("There is no session: set SECRET_KEY.")
    return interface.app, interface, found


def _interface() -> SessionsInterface:
    interface = current_app.session_interface
    if isinstance(interface, SessionsInterface):
        return interface
    raise RuntimeError(
        "The sessions of this app are not Flask-Hardened's: they are off, or another extension keeps them."
    )

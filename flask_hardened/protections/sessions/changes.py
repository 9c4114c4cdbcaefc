"""What can be done to the session of a request: a new id, a user, an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, has_request_context, request
from werkzeug.exceptions import ServiceUnavailable

from ...storage import StoreDownError
from .csrf_token import forget_token
from .ticket import new_ticket

if TYPE_CHECKING:
    from .interface import SessionsInterface
    from .session import Session


class SessionStoreUnavailable(ServiceUnavailable):
    """503: the store is down, so that nobody can be signed in, and no session of a user ended."""

    description = "Sessions cannot be changed at the moment. Try again in a few seconds."

    def __init__(self) -> None:
        super().__init__(retry_after=5)


def rotate_session(app: Flask, interface: SessionsInterface, session: Session) -> None:
    """Give the session a new id and a new CSRF token; its content stays."""
    state = session.filled()
    if state.ticket is state.brought:
        state.ticket = new_ticket() if state.ticket is None else state.ticket.rotated()
    forget_token(app, session)
    session.modified = True


def bind(app: Flask, interface: SessionsInterface, session: Session, user: str) -> None:
    """Give the session to a user, as a new session with a new id and a new CSRF token.

    :raises SessionStoreUnavailable: if the store is down.
    """
    state = session.filled()
    if state.fault == "unavailable":
        raise SessionStoreUnavailable
    try:
        interface.lifecycle.bind(state, user)
    except StoreDownError as error:
        raise SessionStoreUnavailable from error
    forget_token(app, session)
    session.modified = True


def end(app: Flask, interface: SessionsInterface, session: Session) -> None:
    """End what the request brought, on every worker; what the session still contains leaves in a new one."""
    state = session.filled()
    interface.lifecycle.end(state, "signed out")
    if interface.remembering is not None and has_request_context():
        interface.remembering.forget(app, request, session)
    state.bound = False
    state.ticket = None
    state.who = ()
    forget_token(app, session)
    session.modified = True


def end_others(interface: SessionsInterface, session: Session) -> None:
    """End every session of the session's user but this one.

    :raises RuntimeError: if nobody is signed in.
    :raises SessionStoreUnavailable: if the store is down.
    """
    state = session.filled()
    if state.fault == "unavailable":
        raise SessionStoreUnavailable
    user = state.ticket.user if state.ticket is not None else None
    if state.ticket is None or user is None:
        raise RuntimeError("Nobody is signed in: call bind_user(user_id) when somebody is.")
    epoch = end_user(interface, user)
    fresh = state.ticket.rotated() if state.ticket is state.brought else state.ticket
    state.ticket = fresh._replace(epoch=epoch)
    session.modified = True


def end_user(interface: SessionsInterface, user: str) -> int:
    """End every session of a user; return the epoch of those that follow.

    :raises SessionStoreUnavailable: if the store is down.
    """
    try:
        return interface.lifecycle.register.end_user(user)
    except StoreDownError as error:
        raise SessionStoreUnavailable from error

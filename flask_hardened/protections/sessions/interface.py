"""Flask's session interface, with sessions that end."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from functools import cached_property, partial
from typing import TYPE_CHECKING

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.sansio.http import parse_cookie

from ...exchange import KEY as EXCHANGE
from .encoding import Encoding
from .replacement import replace_response
from .sealing import Sealing
from .session import Session, UnreadSession
from .signing import CookieSigning
from .state import State, user_in
from .ticket import KEY, ticket_of

if TYPE_CHECKING:
    from .lifecycle import Lifecycle
    from .options import SessionsOptions
    from .remembering import Remembering
    from .server_side import ServerSide


class SessionsInterface(SecureCookieSessionInterface):
    """Signed cookies that plain Flask reads and writes too, apart from one key with the ticket.

    :param app: whose sessions these are.
    :param options: of the room.
    """

    session_class = Session
    lifecycle: Lifecycle
    server_side: ServerSide | None = None
    remembering: Remembering | None = None

    def __init__(self, app: Flask, options: SessionsOptions) -> None:
        self.app = app
        self.options = options

    @cached_property
    def encoding(self) -> Encoding:
        """How content becomes bytes; made at the first use, so that a serializer set before counts."""
        return Encoding(self.serializer, Sealing() if self.options.encrypted else None)

    @cached_property
    def signing(self) -> CookieSigning:
        """How cookies are signed; likewise."""
        return CookieSigning(self)

    def open_session(self, app: Flask, request: Request) -> Session | None:
        """Return the session; one that comes in a cookie is read when the app looks at it."""
        if not app.secret_key:
            return None
        environ = request.environ
        cookies = environ.get("HTTP_COOKIE")
        if not cookies or self.get_cookie_name(app) not in cookies:
            return Session()
        if EXCHANGE in environ:
            return UnreadSession(partial(self._read, app, request))
        session = Session()  # session_transaction() of the test client looks after the request's context is gone
        self._read(app, request, session)
        return session

    def _read(self, app: Flask, request: Request, session: Session) -> None:
        value = _cookie_of(request, self.get_cookie_name(app))
        signed = self.signing.read(app, value) if value else None
        content = None if signed is None else self.encoding.content(app, signed.payload)
        if content is None or signed is None:
            return
        lifecycle = self.lifecycle
        packed = content.pop(KEY, None)
        who = lifecycle.who(content)
        ticket = ticket_of(packed, signed.text, signed.at, user_in(who))
        session.state = state = State(brought=ticket, seen=signed.at)
        state.fault = lifecycle.fault_of(ticket, signed.at)
        if state.fault is None and self.server_side is not None:
            content = self.server_side.content(app, state, content)
            who = lifecycle.who(content)
        if state.fault is not None:
            return
        dict.update(session, content)
        state.ticket = ticket
        state.who = who
        state.token = content.get(lifecycle.token_field)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie, remove it, or leave it as it is."""
        if not isinstance(session, Session) or type(session) is UnreadSession:
            return
        if session.accessed:
            _vary_by_cookie(response)
        state = session.state
        modified = session.modified
        if state is None:
            if not modified:
                return
            state = session.filled()
        refreshed = bool(session) and self.is_due(app, session, state)
        leaving = self.lifecycle.leave(state, session, modified=modified, due=refreshed)
        if leaving == "kept" and self.server_side is not None:
            leaving = self.server_side.keep(app, session, state, modified=modified)
        if self.remembering is not None:
            self.remembering.leave(app, session, response, kept=leaving == "kept")
        if leaving == "unavailable":
            replace_response(response, 503, "Sessions cannot be kept at the moment. Try again in a few seconds.")
        elif leaving == "conflict":
            replace_response(response, 409, "Another request has changed the same at the same time. Try again.")
        elif leaving == "removed":
            if self.server_side is not None:
                self.server_side.remove(state)
            self._remove_cookie(app, response)
        elif leaving == "kept" and not (self.server_side and state.ticket is state.brought and not refreshed):
            self._write_cookie(app, session, state, response)

    def is_due(self, app: Flask, session: SessionMixin, state: State) -> bool:
        """Tell whether the cookie is written although nothing was changed."""
        if session.permanent and app.config["SESSION_REFRESH_EACH_REQUEST"]:
            return True
        return self.lifecycle.is_due(state)

    def get_expiration_time(self, app: Flask, session: SessionMixin) -> datetime | None:
        """Return when a browser may forget a permanent session; never later than the server does."""
        if not session.permanent:
            return None
        seconds = self.lifecycle.idle
        state = getattr(session, "state", None)
        if state is not None and state.ticket is not None:
            left = state.ticket.created + self.options.absolute_lifetime - time.time()
            seconds = min(seconds, max(int(left), 0))
        return datetime.now(timezone.utc) + timedelta(seconds=seconds)

    def _write_cookie(self, app: Flask, session: Session, state: State, response: Response) -> None:
        assert state.ticket is not None
        content = {} if self.server_side is not None else dict(session)
        content[KEY] = state.ticket.packed()
        response.set_cookie(
            self.get_cookie_name(app),
            self.signing.sign(app, self.encoding.payload(app, content)),
            expires=self.get_expiration_time(app, session),
            httponly=self.get_cookie_httponly(app),
            domain=self.get_cookie_domain(app),
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            partitioned=self.get_cookie_partitioned(app),
            samesite=self.get_cookie_samesite(app),
        )
        _vary_by_cookie(response)

    def _remove_cookie(self, app: Flask, response: Response) -> None:
        response.delete_cookie(
            self.get_cookie_name(app),
            domain=self.get_cookie_domain(app),
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            partitioned=self.get_cookie_partitioned(app),
            samesite=self.get_cookie_samesite(app),
            httponly=self.get_cookie_httponly(app),
        )
        _vary_by_cookie(response)


def _cookie_of(request: Request, name: str) -> str | None:
    """Return a cookie as ``request.cookies`` would, which looks at every header of the request to find this one."""
    header = request.environ.get("HTTP_COOKIE", "")
    return parse_cookie(header).get(name) if header.isascii() else request.cookies.get(name)


def _vary_by_cookie(response: Response) -> None:
    if response.headers.getlist("Vary"):
        response.vary.add("Cookie")
    else:
        response.headers.add("Vary", "Cookie")  # a third of the cost

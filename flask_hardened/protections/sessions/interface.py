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
from ...foresight import foreseen
from .checked_cookies import CheckedCookie, CheckedCookies, shareable
from .encoding import Encoding
from .replacement import replace_response, store_is_down
from .sealing import Sealing
from .session import Session, UnreadSession
from .signing import CookieSigning
from .state import State, user_in
from .ticket import KEY, ticket_of

if TYPE_CHECKING:
    from hmac import HMAC

    from _typeshed.wsgi import WSGIEnvironment

    from ...storage import Key
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
        self._checked = CheckedCookies((), "")

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
        header = request.environ.get("HTTP_COOKIE", "")
        keys, name, known = self._checked_cookies(app)
        mark = known.mark_of(header) if self.encoding.is_repeatable else b""
        cookie = known.get(mark) if mark else None
        if cookie is None:
            cookie = self._check(app, _cookie_of(request, name), keys)
            if cookie is None:
                return
            known.keep(mark, cookie)
        lifecycle, ticket = self.lifecycle, cookie.ticket
        session.state = state = State(brought=ticket, seen=cookie.seen)
        state.fault = lifecycle.fault_of(ticket, cookie.seen, cookie.keys, _foreseen(request, cookie.keys))
        content = cookie.content
        if content is None:  # read anew for each request, so that no two of them share a list
            content = self.encoding.unpacked(cookie.raw) or {}
            content.pop(KEY, None)
        who = cookie.who
        if state.fault is None and self.server_side is not None:
            content = self.server_side.content(app, state, content)
            who = lifecycle.who(content)
        if state.fault is not None:
            known.forget(mark)
            return
        dict.update(session, content)
        state.ticket = ticket
        state.who = who
        state.token = content.get(lifecycle.token_field)

    def foresee(self, environ: WSGIEnvironment) -> tuple[Key, ...]:
        """Return under which keys the store says that the session which comes with a request has ended, if it has one.

        What was found out about its cookie is kept, so that reading it later costs as little as if it was not asked.
        """
        header, app = environ.get("HTTP_COOKIE"), self.app
        if not header or not app.secret_key or not header.isascii() or not self.encoding.is_repeatable:
            return ()
        if self.get_cookie_name(app) not in header:
            return ()
        keys, name, known = self._checked_cookies(app)
        mark = known.mark_of(header)
        cookie = known.get(mark) if mark else None
        if cookie is None and mark:
            cookie = self._check(app, parse_cookie(header).get(name), keys)
            if cookie is not None:
                known.keep(mark, cookie)
        return () if cookie is None else cookie.keys

    def _checked_cookies(self, app: Flask) -> tuple[tuple[HMAC, ...], str, CheckedCookies]:
        keys, name, known = self.signing.keys(app), self.get_cookie_name(app), self._checked
        if known.made_with is not keys or known.name != name:
            self._checked = known = CheckedCookies(keys, name)
        return keys, name, known

    def _check(self, app: Flask, value: str | None, keys: tuple[HMAC, ...]) -> CheckedCookie | None:
        """Read a cookie; None if it was not signed here, or says nothing that can be read."""
        signed = self.signing.read(value, keys) if value else None
        raw = None if signed is None else self.encoding.raw(app, signed.payload)
        content = None if raw is None else self.encoding.unpacked(raw)
        if content is None or raw is None or signed is None:
            return None
        packed = content.pop(KEY, None)
        who = self.lifecycle.who(content)
        ticket = ticket_of(packed, signed.text, signed.at, user_in(who))
        shared = shareable(content)
        return CheckedCookie(
            ticket,
            signed.at,
            who,
            content if shared else None,
            b"" if shared else raw,
            self.lifecycle.register.keys_of(ticket),
        )

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie, remove it, or leave it as it is."""
        if not isinstance(session, Session) or type(session) is UnreadSession:
            return
        if session.accessed:
            _vary_by_cookie(response)
        state, modified = session.state, session.modified
        if state is None:
            if not modified:
                return
            state = session.filled()
        refreshed = bool(session) and self.is_due(app, session, state)
        unchanged = not modified and not refreshed and state.fault is None and state.ticket is state.brought
        if unchanged and session and self.remembering is None:
            return  # as most come
        leaving = self.lifecycle.leave(state, session, modified=modified, due=refreshed)
        if leaving == "kept" and self.server_side is not None:
            leaving = self.server_side.keep(app, session, state, modified=modified)
        if self.remembering is not None:
            self.remembering.leave(app, session, response, kept=leaving == "kept")
        if leaving == "unavailable":
            store_is_down(response)
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


def _foreseen(request: Request, keys: tuple[Key, ...]) -> list[int | None] | None:
    exchange = request.environ.get(EXCHANGE)
    return None if exchange is None else foreseen(exchange, keys)


def _cookie_of(request: Request, name: str) -> str | None:
    """Return a cookie as ``request.cookies`` would, which looks at every header of the request to find this one."""
    header = request.environ.get("HTTP_COOKIE", "")
    return parse_cookie(header).get(name) if header.isascii() else request.cookies.get(name)


def _vary_by_cookie(response: Response) -> None:
    headers = response.headers
    for name, _ in headers:
        if len(name) == 4 and name.lower() == "vary":
            response.vary.add("Cookie")
            return
    headers.add("Vary", "Cookie")  # a third of the cost

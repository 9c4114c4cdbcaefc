"""Sessions that Flask-Session keeps, which end here as ours do.

Flask-Session keeps the content where it is told to, under the id in the cookie. Beside the content goes the ticket. A
request that writes back what it had read before a sign-out brings the old ticket with it, and that one has ended.
"""

from __future__ import annotations

import sys
import time
from hashlib import blake2s
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin

from .changes import rotate_session
from .interface import SessionsInterface
from .replacement import store_is_down
from .session import Stateful
from .state import State, user_in
from .ticket import KEY, ticket_of

if TYPE_CHECKING:
    from .lifecycle import Leaving
    from .options import SessionsOptions
    from .session import Session
    from .ticket import Ticket

_LIBRARY = "flask_session.base"


def keeps_sessions_on_the_server(interface: SessionInterface) -> bool:
    """Tell whether an interface is one of Flask-Session's, from 0.8 on, which can give a session another id."""
    library: Any = sys.modules.get(_LIBRARY)
    kind = getattr(library, "ServerSideSessionInterface", None)
    return kind is not None and isinstance(interface, kind) and callable(getattr(interface, "regenerate", None))


class AdoptedInterface(SessionsInterface):
    """Flask-Session's interface, with the life of sessions around it.

    :param inner: keeps the content, and sets the cookie.
    """

    def __init__(self, app: Flask, options: SessionsOptions, inner: SessionInterface) -> None:
        super().__init__(app, options)
        self.inner: Any = inner

    def open_session(self, app: Flask, request: Request) -> Any:
        """Return the session that Flask-Session has kept, if it may go on; an empty one under a new id if not."""
        session = self.inner.open_session(app, request)
        if session is None:
            return None
        _make_stateful(session)
        packed = dict.pop(session, KEY, None)
        if packed is None and not session:
            return session
        state, content = self._state(packed, session), dict(session)
        session.state = state
        if state.fault is None:
            state.ticket = state.brought
            state.who = self.lifecycle.who(content)
            state.token = content.get(self.lifecycle.token_field)
            return session
        if state.fault not in ("unavailable", "rotated"):
            self._discard(app, session)
        fresh = self._fresh(app, request)
        _make_stateful(fresh)
        fresh.state = state
        return fresh

    def _state(self, packed: object, session: Any) -> State:
        """Return what the ticket says.  Content from before the adoption has none: it gets one with this response."""
        seen = 0
        if type(packed) is list and packed and type(packed[0]) is int:
            seen, packed = packed[0], packed[1:]
        now = int(time.time())
        user = user_in(self.lifecycle.who(dict(session)))
        ticket = ticket_of(packed, blake2s(str(session.sid).encode()).digest(), now, user)
        state = State(brought=ticket, seen=seen)
        state.fault = self.lifecycle.fault_of(ticket, seen or now)
        return state

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Have the session kept, removed, or left as it is."""
        if not isinstance(session, Stateful):
            self.inner.save_session(app, session, response)
            return
        accessed, modified, state = session.accessed, session.modified, session.state
        if state is None and not modified:
            self.inner.save_session(app, session, response)
            return
        state = session.filled()
        refreshed = bool(session) and self.is_due(app, session, state)
        content = cast("dict[str, Any]", session)
        leaving = self.lifecycle.leave(state, content, modified=modified, due=refreshed)
        if self.remembering is not None:
            self.remembering.leave(app, cast("Any", session), response, kept=leaving == "kept")
        session.accessed = accessed  # looking into it here is not the app's doing
        if accessed:
            response.vary.add("Cookie")
        self._leave(app, session, state, leaving, response)

    def _leave(self, app: Flask, session: Any, state: State, leaving: Leaving, response: Response) -> None:
        if leaving == "unavailable":
            store_is_down(response)
        elif leaving == "removed":
            self._discard(app, session)
            self._remove_cookie(app, response)
        elif leaving == "kept":
            assert state.ticket is not None
            old = session.sid
            if state.brought is not None and state.fault is None and state.ticket.id != state.brought.id:
                session.sid = self._fresh(app, request).sid
            self._keep(app, session, state.ticket, response)
            dict.pop(session, KEY, None)
            if session.sid != old and state.brought is not None:
                # not removed: a sign-out that is on its way with the old id has to know what it ends
                self._keep(app, self.inner.session_class(sid=old), state.brought, Response())

    def _keep(self, app: Flask, session: Any, ticket: Ticket, response: Response) -> None:
        dict.__setitem__(session, KEY, [int(time.time()), *ticket.packed()])
        session.modified = True
        self.inner.save_session(app, session, response)

    def _fresh(self, app: Flask, request: Request) -> Any:
        """Return an empty session under a new id."""
        environ = {name: value for name, value in request.environ.items() if name != "HTTP_COOKIE"}
        return self.inner.open_session(app, app.request_class(environ, populate_request=False))

    def regenerate(self, session: Session) -> None:
        """Be Flask-Session's way to give a session another id."""
        rotate_session(self.app, self, session)

    def _discard(self, app: Flask, session: Any) -> None:
        """Have the content forgotten. An emptied session is removed, with a cookie that nobody is sent."""
        dict.clear(session)
        session.modified = True
        self.inner.save_session(app, session, Response())

    def __getattr__(self, name: str) -> Any:
        if name in {"inner", "lifecycle"}:
            raise AttributeError(name)
        return getattr(self.inner, name)


_kinds: dict[type, type] = {}


def _make_stateful(session: Any) -> None:
    """Let a session of Flask-Session carry what is known about it."""
    kind = type(session)
    if issubclass(kind, Stateful):
        return
    made = _kinds.get(kind)
    if made is None:
        made = _kinds[kind] = type(kind.__name__, (Stateful, kind), {"__module__": kind.__module__})
    session.__class__ = made

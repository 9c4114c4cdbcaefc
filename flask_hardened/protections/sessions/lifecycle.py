"""The life of a session: what is decided when it comes with a request, and when it leaves with the response."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from flask import Flask

from ...storage import Key, StoreDownError
from .csrf_token import field_of
from .options import SessionsOptions
from .register import SKEW, Register, Standing
from .state import Fault, State, Who, user_in, who_in
from .ticket import Ticket, new_ticket

if TYPE_CHECKING:
    from ...events import EventLog

Leaving = Literal["as it came", "removed", "kept", "unavailable", "conflict"]
"""What becomes of the session: nothing is sent, the cookie is removed, it is written, it cannot be because the store is
down, or because another request has written something else."""


class Lifecycle:
    """Decides; the interfaces read and write."""

    def __init__(self, app: Flask, options: SessionsOptions, register: Register, events: EventLog) -> None:
        self.options = options
        self.register = register
        self.token_field = field_of(app)
        self._app = app
        self._config = app.config
        self._events = events
        self._idle: tuple[object, int] = (None, 0)

    @property
    def idle(self) -> int:
        """Seconds without use after which a session ends."""
        configured = self._config["PERMANENT_SESSION_LIFETIME"]
        known, seconds = self._idle
        if known is not configured:
            seconds = min(self.options.idle_lifetime, int(self._app.permanent_session_lifetime.total_seconds()))
            self._idle = (configured, seconds)
        return seconds

    def fault_of(
        self,
        ticket: Ticket,
        seen: int,
        keys: tuple[Key, ...] | None = None,
        values: list[int | None] | None = None,
    ) -> Fault | None:
        """Tell why a session that came with a request cannot be used; None if it can.

        :param keys: of the ticket in the register, if they are known.
        :param values: what the store has said about them in this request, if it was asked.
        """
        now = int(time.time())
        fault: Fault | None = None
        if not -SKEW <= now - seen <= self.idle:
            fault = "idle"
        elif now - ticket.created > self.options.absolute_lifetime:
            fault = "absolute"
        if fault is not None:
            self._events.emit("session_expired", reason=fault, userid=ticket.user)
            return fault
        try:
            standing = self.register.standing(ticket, keys, values)
        except StoreDownError:
            return "unavailable"
        if standing is Standing.LIVE:
            return None
        if standing is Standing.ROTATED:  # requests that were on their way at a sign-in: nothing to worry about
            return "rotated"
        self._events.emit("session_use_after_expire", userid=ticket.user)
        return "ended"

    def is_due(self, state: State) -> bool:
        """Tell whether it is time to note that the session was used."""
        interval = min(self.options.refresh_interval, self.idle // 4)
        return state.brought is not None and time.time() - state.seen >= max(interval, 1)

    def who(self, content: Mapping[str, Any]) -> Who:
        """Return who is signed in by the content."""
        return who_in(content, self.options.user_keys)

    def leave(self, state: State, content: dict[str, Any], *, modified: bool, due: bool) -> Leaving:
        """Decide what becomes of the session, end what has to end, and set ``state.ticket``.

        :param modified: the app has changed it.
        :param due: it is to be written in any case.
        """
        if state.fault == "unavailable":
            return self._leave_unchecked(state, content, modified=modified)
        brought = None if state.fault else state.brought
        if not content:
            # emptied under an id that was just replaced: what it was replaced by ends too
            if brought is not None or (modified and state.fault == "rotated"):
                self.end(state, "signed out")
            removable = modified or state.ended or state.fault not in (None, "rotated")
            return "removed" if removable else "as it came"
        if not modified and not due and state.ticket is brought:
            return "as it came"
        who = self.who(content) if modified else state.who
        try:
            return self._replace(state, brought, content, who)
        except StoreDownError:
            return "unavailable"

    def end(self, state: State, reason: str) -> None:
        """End what the request brought, on every worker."""
        if state.brought is None or state.ended:
            return
        signed_in = state.brought.user is not None or bool(state.who)
        state.ended = True
        state.who = ()
        if state.ticket is state.brought:
            state.ticket = None
        self.register.end(state.brought)
        if signed_in:  # a visitor whose one flashed message was shown is no event
            self._events.emit("session_expired", reason=reason, userid=state.brought.user)

    def bind(self, state: State, user: str | None, epoch: int | None = None) -> None:
        """Give the session to a user: a new session with a new id leaves with the response.

        :param user: None if the session says that somebody is signed in, but not who.
        :param epoch: that of the user, if it was read before.
        :raises StoreDownError: if the user's epoch cannot be read.
        """
        if epoch is None:
            epoch = 0 if user is None else self.register.epoch_of(user)
        state.ticket = new_ticket(user, epoch)
        state.bound = True

    def _replace(self, state: State, brought: Ticket | None, content: dict[str, Any], who: Who) -> Leaving:
        if who != state.who and not state.bound:
            if who:
                self.bind(state, user_in(who))
                self._drop_token(state, content)
            else:
                self.end(state, "signed out")
        if state.ticket is None:
            state.ticket = new_ticket()
        if brought is None:
            self._events.emit("session_created", userid=state.ticket.user)
            return "kept"
        return self._continue(state, brought, state.ticket)

    def _continue(self, state: State, brought: Ticket, ticket: Ticket) -> Leaving:
        """Check once more: the session may have been ended elsewhere while this request ran."""
        if state.ended:
            return "kept"
        if ticket.family == brought.family:
            checked = brought._replace(user=ticket.user, epoch=ticket.epoch)
            if self.register.standing(checked) is not Standing.LIVE:
                return "as it came"
        elif self.register.standing(brought) is Standing.ENDED:
            return "as it came"
        if ticket.id != brought.id:
            if not self.register.retire(brought):
                return "as it came"
            self._events.emit("session_renewed", userid=ticket.user)
        return "kept"

    def _drop_token(self, state: State, content: dict[str, Any]) -> None:
        """Forget a CSRF token from before the sign-in: whoever planted the session knows it."""
        if state.token is not None and content.get(self.token_field) == state.token:
            del content[self.token_field]

    def _leave_unchecked(self, state: State, content: dict[str, Any], *, modified: bool) -> Leaving:
        """Decide while the store is down: nothing is written, because nobody can say what the cookie is worth."""
        if modified and not content:
            self.end(state, "signed out")
        if state.ended:
            return "removed"
        return "unavailable" if self.who(content) else "as it came"

"""Flask-Login's remember cookie: stamped, so that it can be ended.

Flask-Login's own says only who the user is, for a year, whatever happens to the account. Here it leaves inside a signed
stamp with an id of its own and the user's epoch, and is taken out of it when Flask-Login asks for it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.http import dump_cookie, parse_cookie

from ...storage import StoreDownError

if TYPE_CHECKING:
    from .lifecycle import Lifecycle
    from .session import Session
    from .state import State

_SALT = "flask_hardened.sessions remember"
_YEAR = timedelta(days=365)


class Remembering:
    """Stamps the remember cookie as it leaves, and checks the stamp as it comes back.

    A cookie from before this extension, which has no stamp, is not believed: its users sign in once more.
    """

    def __init__(self, app: Flask, lifecycle: Lifecycle) -> None:
        self._lifecycle = lifecycle
        self.name: str = app.config.get("REMEMBER_COOKIE_NAME", "remember_token")
        self.seconds = duration_of(app)

    def arrive(self, app: Flask, request: Request, session: Session) -> None:
        """Give Flask-Login its cookie back if it still counts, and hide it otherwise."""
        value = request.cookies.get(self.name)
        state = session.filled()
        if value is None or state.remembered is not None:
            return
        inner = self._checked(app, value, session, state)
        cookies = [(name, text) for name, text in request.cookies.items(multi=True) if name != self.name]
        if inner is not None:
            cookies.append((self.name, inner))
        request.cookies = ImmutableMultiDict(cookies)  # where Flask-Login looks

    def forget(self, app: Flask, request: Request, session: Session) -> None:
        """End the remember cookie of the device that signs out."""
        state = session.filled()
        if state.remembered is None:
            stamp = self._stamp(app, request.cookies.get(self.name) or "")
            if stamp is None:
                return
            state.remembered = (stamp[1], stamp[2], stamp[3])
        self._lifecycle.register.forget_device(state.remembered[0])

    def leave(self, app: Flask, session: Session, response: Response, *, kept: bool) -> None:
        """Stamp a remember cookie that Flask-Login has just set.

        :param kept: whether the session leaves too; one that was ended meanwhile must not come back this way.
        """
        headers = response.headers
        begin = f"{self.name}="
        found = [value for value in headers.getlist("Set-Cookie") if value.startswith(begin)]
        if not found:
            return
        others = [value for value in headers.getlist("Set-Cookie") if not value.startswith(begin)]
        stamped = (self._stamped(app, session, value, kept=kept) for value in found)
        headers.setlist("Set-Cookie", [*others, *filter(None, stamped)])

    def _stamped(self, app: Flask, session: Session, set_cookie: str, *, kept: bool) -> str | None:
        pair, semicolon, attributes = set_cookie.partition(";")
        inner = parse_cookie(pair).get(self.name)
        state = session.filled()
        if not inner:  # it is being removed
            return set_cookie
        if not kept or state.ticket is None:
            return None
        user = state.ticket.user or ""
        known = state.remembered
        # the session's own id, if there is no device yet: signing out then ends what a request on its way still sets
        device = known[0] if known is not None and known[1] == user and not state.ended else state.ticket.family
        value = self._serializer(app).dumps([inner, device, user, state.ticket.epoch])
        return f"{dump_cookie(self.name, value, path=None).partition(';')[0]}{semicolon}{attributes}"

    def _checked(self, app: Flask, value: str, session: Session, state: State) -> str | None:
        stamp = self._stamp(app, value)
        try:
            if stamp is None or not self._lifecycle.register.remembers(*stamp[1:]):
                session["_remember"] = "clear"  # Flask-Login removes its cookie, and this key
                return None
        except StoreDownError:
            return None
        inner, device, user, epoch = stamp
        state.remembered = (device, user, epoch)
        return inner

    def _stamp(self, app: Flask, value: str) -> tuple[str, str, str, int] | None:
        try:
            stamp: Any = self._serializer(app).loads(value, max_age=self.seconds)
        except BadData:
            return None
        match stamp:
            case [str(inner), str(device), str(user), int(epoch)]:
                return inner, device, user, epoch
        return None

    def _serializer(self, app: Flask) -> URLSafeTimedSerializer:
        keys = [*(app.config["SECRET_KEY_FALLBACKS"] or ()), app.secret_key]
        return URLSafeTimedSerializer(keys, salt=_SALT)


def duration_of(app: Flask) -> int:
    """Return the seconds that a remember cookie may live (``REMEMBER_COOKIE_DURATION``; a year)."""
    duration = app.config.get("REMEMBER_COOKIE_DURATION", _YEAR)
    seconds = duration.total_seconds() if isinstance(duration, timedelta) else float(duration)
    return max(int(seconds), 1)

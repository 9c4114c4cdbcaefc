"""The floor under every cookie: Secure, HttpOnly, SameSite, a size browsers keep, the session's name prefix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...errors import Problem
from ...protection import Protection
from .decorators import CookieMark
from .floor import CookieRule, is_development
from .options import CookiesOptions
from .session import SessionCookie, configure_session, session_notes, session_problems

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening
    from ...plan import PlanDraft
    from ...policy import Policy


class Cookies(Protection[CookiesOptions]):
    """The floor under every cookie.

    Sources: OWASP Session Management Cheat Sheet, RFC 6265bis; CWE-614, CWE-1004, CWE-1275.
    """

    feature = "cookies"
    options_type = CookiesOptions

    def __init__(self, options: CookiesOptions, policy: Policy) -> None:
        super().__init__(options, policy)
        self._session: SessionCookie | None = None
        self._rules: dict[tuple[CookieMark, ...], CookieRule] = {}
        self._noted: set[str] = set()
        self._prefixed = False

    def configure(self, app: Flask) -> None:
        """Raise the cookie settings of the app."""
        self._session = configure_session(app, self.options, self._session)
        self._prefixed = self._session.sent != self._session.bare
        self._rules.clear()

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Raise them again: apps load configuration after ``Hardened(app)`` too."""
        self.configure(app)

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield why browsers would not take the session cookie."""
        return session_problems(app)

    def notes(self, app: Flask) -> Iterator[str]:
        """Yield where the session cookie's name comes from."""
        assert self._session is not None
        return session_notes(app, self._session)

    def admit(self, exchange: Exchange) -> None:
        """Give the session cookie of a developer's plain HTTP the name that the app asks for."""
        if exchange.secure or not self._prefixed:
            return
        cookies = exchange.environ.get("HTTP_COOKIE")
        assert self._session is not None
        if cookies and self._session.bare in cookies and is_development(exchange):
            exchange.environ["HTTP_COOKIE"] = with_sent_name(cookies, self._session)

    def compile(self, draft: PlanDraft) -> None:
        """Watch every ``Set-Cookie``. Endpoints with the same marks share one rule."""
        assert self._session is not None
        marks = tuple(draft.marks.of(self.feature))
        rule = self._rules.get(marks)
        if rule is None:
            remember = draft.app.config.get("REMEMBER_COOKIE_NAME", "remember_token")
            rule = self._rules[marks] = CookieRule(self.options, self._session, remember, marks, self._noted)
        draft.watch_each("set-cookie", rule)
        draft.room[self.feature] = rule


def with_sent_name(cookies: str, session: SessionCookie) -> str:
    """Return a ``Cookie`` header in which the session cookie has its prefix.

    One that has it already comes from the same host over HTTPS; it gives way, so that signing out over HTTP works.
    """
    pairs = [pair.strip() for pair in cookies.split(";")]
    bare = f"{session.bare}="
    if not any(pair.startswith(bare) for pair in pairs):
        return cookies
    prefixed = f"{session.sent}="
    kept = (pair for pair in pairs if not pair.startswith(prefixed))
    return "; ".join(f"{prefixed}{pair[len(bare) :]}" if pair.startswith(bare) else pair for pair in kept)

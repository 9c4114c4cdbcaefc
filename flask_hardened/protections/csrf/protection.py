"""Cross-site request forgery: who sent a request, and whether a form carries its token (CWE-352)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...errors import Problem
from ...plan import PlanDraft
from ...protection import Protection
from .check import CsrfCheck, pass_exempt
from .cors_trust import trusts_of
from .decorators import CsrfMark
from .failures import CsrfError, error_class
from .options import CsrfOptions
from .origins import exact_origin
from .session_token import EXTENSION, SessionTokens
from .sources import Trusts
from .templates import install_in, prepare_jinja

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening


class Csrf(Protection[CsrfOptions]):
    """Judges every unsafe request, before its body is read.

    Sources: OWASP Cross-Site Request Forgery Prevention Cheat Sheet; Fetch Metadata Request Headers (W3C);
    ``CrossOriginProtection`` of Go 1.25.
    """

    feature = "csrf"
    options_type = CsrfOptions
    _tokens: SessionTokens
    _error: type[CsrfError] = CsrfError

    def configure(self, app: Flask) -> None:
        """Give the app's templates their tokens."""
        app.extensions[EXTENSION] = self._tokens = SessionTokens(app)
        if self._inserts(app):
            prepare_jinja(app)

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Bring the templates up to date, and find out which error the app's handlers expect."""
        self._error = error_class(app)
        install_in(app.jinja_env, insert=self._inserts(app))

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield what switches the protection off."""
        if app.config.get("WTF_CSRF_ENABLED") is False:
            yield Problem("WTF_CSRF_ENABLED", "it is false, so no token is checked.", "Keep it for tests.")

    def notes(self, app: Flask) -> Iterator[str]:
        """Yield what makes the protection weaker than it looks."""
        if not self.options.enforce:
            yield "Cross-site requests are only logged, not refused. Set HARDENED_CSRF_ENFORCE to true in the end."
        if self.options.mode == "strict" and not self._tokens.possible:
            yield "Without SECRET_KEY there are no CSRF tokens: only what browsers say of their origin is checked."
        if app.config.get("WTF_CSRF_CHECK_DEFAULT") is False:
            yield "WTF_CSRF_CHECK_DEFAULT has no effect: mark views with @csrf_exempt(reason=...) instead."

    def compile(self, draft: PlanDraft) -> None:
        """Add the check of one endpoint, as options and marks say."""
        if draft.endpoint is None:
            return
        mode, enforce, trusted, exempt = self.options.mode, self.options.enforce, [*self.options.trusted_origins], False
        marks: list[CsrfMark] = list(draft.marks.of(self.feature))
        for said in marks:
            exempt = said.exempt
            mode = said.mode or mode
            enforce = enforce if said.enforce is None else said.enforce
            trusted += said.trusted_origins
        if exempt:
            draft.before.append(pass_exempt)
            return
        app = draft.app
        config = app.config
        headers = config.get("WTF_CSRF_HEADERS") or ("X-CSRFToken", "X-CSRF-Token")
        remember = config.get("REMEMBER_COOKIE_NAME", "remember_token")
        draft.before.append(
            CsrfCheck(
                strict=mode == "strict" and self._tokens.possible,
                enforce=enforce,
                trusts=_trusts(trusted, trusts_of(draft.room.get("cors"))),
                tokens=None if config.get("WTF_CSRF_ENABLED") is False else self._tokens,
                headers=tuple(f"HTTP_{name.upper().replace('-', '_')}" for name in headers),
                sign_in_cookies=frozenset({app.session_interface.get_cookie_name(app), remember}),
                error=self._error,
            )
        )

    def _inserts(self, app: Flask) -> bool:
        return self.options.form_tokens and self.options.mode == "strict"


def _trusts(named: list[str], further: Trusts | None) -> Trusts:
    origins = frozenset(filter(None, map(exact_origin, named)))

    def trusts(exchange: Exchange, origin: str) -> bool:
        return exact_origin(origin) in origins or (further is not None and further(exchange, origin))

    return trusts

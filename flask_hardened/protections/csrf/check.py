"""The check of one endpoint's unsafe requests, compiled once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request

from .credentials import has_bearer, has_cookie, is_form
from .failures import CsrfError, Failure
from .session_token import SessionTokens
from .sources import Source, Trusts, source_of

if TYPE_CHECKING:
    from ...exchange import Exchange

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods that change nothing (RFC 9110 section 9.2.1). Everything else is checked, made-up methods too."""

_FOREIGN = {Source.CROSS_SITE: Failure.CROSS_SITE, Source.CROSS_ORIGIN: Failure.CROSS_ORIGIN}


def pass_exempt(exchange: Exchange) -> None:
    """Be the door of an exempt view: a FlaskForm in it does not ask for the token either."""
    if exchange.method not in SAFE_METHODS:
        g.csrf_valid = True


class CsrfCheck:
    """The door of one endpoint.

    :param strict: whether forms need their token, too.
    :param enforce: False only writes events.
    :param trusts: origins of others that may send requests here.
    :param tokens: None where the app checks none, as in its tests with ``WTF_CSRF_ENABLED = False``.
    :param headers: the WSGI names of the headers that may carry a token.
    :param sign_in_cookies: names of the cookies that sign somebody in.
    """

    def __init__(
        self,
        *,
        strict: bool,
        enforce: bool,
        trusts: Trusts,
        tokens: SessionTokens | None,
        headers: tuple[str, ...],
        sign_in_cookies: frozenset[str],
        error: type[CsrfError],
    ) -> None:
        self._strict = strict
        self._enforce = enforce
        self._trusts = trusts
        self._tokens = tokens
        self._headers = headers
        self._sign_in_cookies = sign_in_cookies
        self._error = error

    def __call__(self, exchange: Exchange) -> None:
        """Let a request pass, or refuse it.

        :raises CsrfError: 403, after an event was written.
        """
        if exchange.method in SAFE_METHODS:
            return
        failure = self._failure(exchange)
        if failure is None:
            g.csrf_valid = True  # FlaskForm looks here before it checks for itself
            return
        self._report(exchange, failure)
        if self._enforce:
            raise self._error(failure)

    def _failure(self, exchange: Exchange) -> Failure | None:
        environ = exchange.environ
        if has_bearer(environ) and not has_cookie(environ, self._sign_in_cookies):
            return None
        source = source_of(exchange, self._trusts)
        foreign = _FOREIGN.get(source)
        if foreign is not None:
            return foreign
        if source is Source.OWN:
            needs_token = self._strict and is_form(environ)
        elif source is Source.UNKNOWN:
            needs_token = bool(environ.get("HTTP_COOKIE")) or (self._strict and is_form(environ))
        else:
            needs_token = source is Source.OPAQUE
        return self._token_failure(exchange) if needs_token else None

    def _token_failure(self, exchange: Exchange) -> Failure | None:
        """Check the token. Without one in the session none can be valid, and the body is left unread."""
        tokens = self._tokens
        if tokens is None:
            return None
        environ = exchange.environ
        sent: str | None = None
        for header in self._headers:
            sent = environ.get(header)
            if sent:
                break
        raw = tokens.in_session()
        if raw is None:
            return Failure.SESSION_MISSING if sent else Failure.NO_SESSION
        sent = sent or _in_form(tokens.field)
        return tokens.check(sent, raw) if sent else Failure.MISSING

    def _report(self, exchange: Exchange, failure: Failure) -> None:
        environ = exchange.environ
        exchange.hardening.events.emit(
            failure.event,
            description=failure.value,
            exchange=exchange,
            reason=f"csrf_{failure.reason}",
            origin=environ.get("HTTP_ORIGIN"),
            sec_fetch_site=environ.get("HTTP_SEC_FETCH_SITE"),
            enforced=self._enforce,
        )


def _in_form(field: str) -> str | None:
    """Return the token in the form; a form with a prefix calls it ``prefix-csrf_token``."""
    form = request.form
    token = form.get(field)
    if token:
        return token
    return next((value for name, value in form.items() if value and name.endswith(f"-{field}")), None)

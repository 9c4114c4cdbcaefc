"""How a request is answered that may not go on: 401 with challenges or a redirect to sign in, 403, 404."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from flask import abort, redirect, request
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized

from .access import Access
from .chain import Chain, Finding
from .login_page import LoginPage

if TYPE_CHECKING:
    from ...exchange import Exchange
    from .person import Identity

SESSION_CHALLENGE = 'Cookie realm="session"'
"""A 401 has to have a challenge (RFC 9110, section 15.5.2). Browsers ignore this one; it says what is missing."""
VARY = "Accept, Authorization, Cookie"
_STALE = 'error="insufficient_user_authentication", error_description="A more recent sign-in is required"'


class _Unstored:
    """An answer about one client's rights, which no cache may keep."""

    def get_headers(self, environ: Any = None, scope: Any = None) -> list[tuple[str, str]]:
        """Return the headers of the answer."""
        headers: list[tuple[str, str]] = super().get_headers(environ, scope)  # type: ignore[misc]
        return [*headers, ("Cache-Control", "no-store"), ("Vary", VARY)]


class AuthenticationRequired(_Unstored, Unauthorized):
    """401: nobody is signed in, by a method that counts here; or not recently enough.

    :param challenges: values of ``WWW-Authenticate``.
    """

    description = "Sign in to use this address."

    def __init__(self, description: str | None = None, challenges: Iterable[str] = ()) -> None:
        super().__init__(description)
        self.challenges = tuple(challenges) or (SESSION_CHALLENGE,)

    def get_headers(self, environ: Any = None, scope: Any = None) -> list[tuple[str, str]]:
        """Return the headers of the answer, with the challenges."""
        headers = super().get_headers(environ, scope)
        return [*headers, *(("WWW-Authenticate", challenge) for challenge in self.challenges)]


class AccessDenied(_Unstored, Forbidden):
    """403: whoever it is, they have no right to this."""

    description = "You have no right to use this address."


class NotYours(_Unstored, NotFound):
    """404: there is no such object, or it is somebody else's."""


class Outcomes:
    """Answers for one app."""

    def __init__(self, chain: Chain, login_page: LoginPage) -> None:
        self._chain = chain
        self._login_page = login_page

    def unauthenticated(self, exchange: Exchange, access: Access, finding: Finding) -> NoReturn:
        """Ask for credentials.

        :raises werkzeug.exceptions.HTTPException: always.
        """
        _report(exchange, "unauthenticated", level="INFO")
        allowed = self._chain.allowed(access.methods)
        if finding.rejected is None and any(each.challenge is None for each in allowed):
            self._redirect(exchange)
        rejected, by = finding.rejected, finding.by
        challenges = [
            rejected.challenge if rejected is not None and each is by and rejected.challenge else each.challenge
            for each in allowed
        ]
        raise AuthenticationRequired(challenges=dict.fromkeys(filter(None, challenges)))

    def stale(self, exchange: Exchange, access: Access, identity: Identity) -> NoReturn:
        """Ask somebody who is signed in to sign in once more (RFC 9470, section 3).

        :raises werkzeug.exceptions.HTTPException: always.
        """
        _report(exchange, "stale_login", level="INFO", userid=identity.id)
        allowed = self._chain.allowed(access.methods)
        if any(each.challenge is None and each.method == identity.method for each in allowed):
            self._redirect(exchange)
        age = f"{_STALE}, max_age={int(access.max_age or 0)}"
        challenges = [
            f"{each.challenge}{',' if ' ' in each.challenge else ''} {age}"
            if each.challenge.lower().startswith("bearer")
            else each.challenge
            for each in allowed
            if each.challenge is not None
        ]
        raise AuthenticationRequired("Sign in once more to use this address.", dict.fromkeys(challenges))

    def denied(self, exchange: Exchange, reason: str, identity: Identity | None = None) -> NoReturn:
        """Refuse somebody who has no right.

        :raises AccessDenied: always.
        """
        _report(exchange, reason, userid=None if identity is None else identity.id)
        raise AccessDenied

    def _redirect(self, exchange: Exchange) -> None:
        address = self._login_page.address_for(exchange.environ)
        if address is None:
            return
        response = redirect(address, 302 if request.method in ("GET", "HEAD") else 303)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = VARY
        abort(response)


def _report(exchange: Exchange, reason: str, **more: Any) -> None:
    exchange.hardening.events.emit(
        "authz_fail", exchange=exchange, reason=reason, endpoint=exchange.plan.endpoint, **more
    )

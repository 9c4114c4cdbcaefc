"""The tokens room: JSON Web Tokens for APIs."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

from flask import Flask

from ...errors import Problem
from ...hardening import hardening_of
from ...identity import Authenticator
from ...protection import Protection
from .bearer import bearer_authenticator
from .desk import Desk, issuer_of
from .options import TokensOptions


class Tokens(Protection[TokensOptions]):
    """JSON Web Tokens for APIs. Does nothing for requests that bring none.

    Sources: RFC 7519, RFC 8725, RFC 9068, RFC 6750, RFC 9700; OWASP JSON Web Token Cheat Sheet; ASVS 5 chapter 9.
    """

    feature = "tokens"
    options_type = TokensOptions
    _desk: Desk | None = None

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield options that nothing reads, because PyJWT is missing."""
        if self.options.given and not _has_pyjwt():
            yield Problem(
                "tokens",
                "tokens need PyJWT, which is not installed.",
                "Run: pip install flask-hardened[tokens]",
            )

    def authenticators(self, app: Flask) -> Iterator[Authenticator]:
        """Yield the one that reads bearer tokens, where there can be any."""
        if _has_pyjwt():
            yield bearer_authenticator(issuer_of(app, self.options), lambda: self.desk(app))

    def sign_out(self, app: Flask, user_id: str) -> None:
        """Revoke all tokens of a user."""
        if _has_pyjwt():
            self.desk(app).revoke_all(user_id)

    def desk(self, app: Flask) -> Desk:
        """Return the desk, opened when it is first needed."""
        if self._desk is None:
            self._desk = Desk(app, self.options, hardening_of(app))
        return self._desk


def desk_of(app: Flask) -> Desk:
    """Return the desk of `app`.

    :raises RuntimeError: if the feature is off, or the app is not hardened.
    """
    if "hardened" in app.extensions:
        for room in hardening_of(app).protections:
            if isinstance(room, Tokens):
                return room.desk(app)
    raise RuntimeError("This app has no tokens: call Hardened(app), and do not turn the feature off.")


def _has_pyjwt() -> bool:
    return importlib.util.find_spec("jwt") is not None

"""The chain of authenticators: each is asked in turn who sent a request, until one knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask

from ...identity import FOUND, Authenticator, Proof, Rejected, id_text
from .person import ANONYMOUS, Identity
from .rights import Rights

if TYPE_CHECKING:
    from ...exchange import Exchange
    from .options import AuthOptions

Methods = frozenset[str]

SESSION = "session"
FIRST = ("bearer", "api_key")
LAST = ("basic", SESSION)


class Finding(NamedTuple):
    """Who sent a request, and which credentials were no good."""

    identity: Identity
    rejected: Rejected | None = None
    by: Authenticator | None = None
    """Who rejected them."""


class Chain:
    """The authenticators of one app, in the order in which they are asked.

    :param offered: what the rooms and the app have.
    """

    def __init__(self, app: Flask, options: AuthOptions, offered: Iterable[Authenticator]) -> None:
        self._loader = None if options.loader is None else app.ensure_sync(options.loader)
        self._rights = Rights.by(options)
        made = [replace(each, find=app.ensure_sync(each.find)) for each in offered]
        self.authenticators = _ordered(made, options.methods)

    @property
    def methods(self) -> Methods:
        """The names of the methods in use."""
        return frozenset(each.method for each in self.authenticators)

    def allowed(self, methods: Methods | None) -> tuple[Authenticator, ...]:
        """Return the authenticators of some methods; None is all."""
        return tuple(each for each in self.authenticators if methods is None or each.method in methods)

    def finding(self, exchange: Exchange, methods: Methods | None) -> Finding:
        """Tell who sent a request by one of these methods; looked up once.

        An exception of the app's loader, and a refusal such as 429 or 503, goes on: nobody gets in. Whoever asks again
        is told of nobody: that is the page for the error, which could not be shown if it met the same one.
        """
        kept: tuple[Methods | None, Finding] | None = exchange.recall(FOUND)
        if kept is not None and kept[0] == methods:
            return kept[1]
        if exchange.recall(_LOOKING):  # the loader itself asks
            return Finding(ANONYMOUS)
        exchange.keep(_LOOKING, value=True)
        try:
            found = self._look(exchange, methods)
        except Exception:
            exchange.keep(FOUND, (methods, Finding(ANONYMOUS)))
            raise
        finally:
            exchange.keep(_LOOKING, value=False)
        exchange.keep(FOUND, (methods, found))
        return found

    def _look(self, exchange: Exchange, methods: Methods | None) -> Finding:
        bearer = _has_bearer(exchange)
        for each in self.authenticators:
            if methods is not None and each.method not in methods:
                continue
            if bearer and each.ambient and each.method != SESSION:
                # A bearer token excuses from the CSRF check, where only sessions are looked for beside it.
                continue
            proof = each.find(exchange)
            if proof is None:
                continue
            exchange.personal = True  # keys in headers of their own mean nothing to shared caches
            if isinstance(proof, Rejected):
                self._report(exchange, each, proof.reason)
                return Finding(ANONYMOUS, proof, each)
            identity = self._identity(each, proof)
            if isinstance(identity, Identity):
                return Finding(identity)
            self._report(exchange, each, identity, user_id=str(proof.user_id))
            if each.forget is None:
                return Finding(ANONYMOUS, Rejected(reason=identity), each)
            each.forget(exchange)
        return Finding(ANONYMOUS)

    def _identity(self, by: Authenticator, proof: Any) -> Identity | str:
        """Return who it is, or why it is nobody."""
        if not isinstance(proof, Proof):
            raise TypeError(f"The authenticator {by.method!r} returned neither a Proof, nor Rejected, nor None.")
        given: object = proof.user_id
        if given in (None, ""):
            return "no_user_id"
        user_id = id_text(given)
        user = proof.user
        if user is None and self._loader is not None:
            user = self._loader(user_id)
            if user is None or user is False or getattr(user, "is_authenticated", True) is False:
                return "user_unknown"
        if user is not None and not self._rights.is_active(user):
            return "user_disabled"
        return Identity(
            id=user_id, method=by.method, fresh_at=proof.fresh_at, scopes=proof.scopes, user=user, rights=self._rights
        )

    def _report(self, exchange: Exchange, by: Authenticator, reason: str, user_id: str | None = None) -> None:
        exchange.hardening.events.emit(
            "authn_login_fail",
            description=_NO_GOOD,
            exchange=exchange,
            method=by.method,
            reason=reason,
            userid=user_id,
        )


_LOOKING = "auth.looking"
_NO_GOOD = "The credentials of a request are not valid, or those of a user who may not sign in."


def _has_bearer(exchange: Exchange) -> bool:
    authorization: str = exchange.environ.get("HTTP_AUTHORIZATION", "")
    return authorization.lstrip()[:7].lower() == "bearer "


def _ordered(offered: list[Authenticator], names: Iterable[str] | None) -> tuple[Authenticator, ...]:
    """Sort what is sent on purpose before what browsers send by themselves; the app may say otherwise."""
    if names is not None:
        return tuple(each for name in dict.fromkeys(names) for each in offered if each.method == name)

    def rank(each: Authenticator) -> tuple[bool, int]:
        middle = len(FIRST)
        order = (*FIRST, None, *LAST)
        return each.ambient, order.index(each.method) if each.method in order else middle

    return tuple(sorted(offered, key=rank))

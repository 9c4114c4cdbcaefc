"""Authentication: one attempt to sign in with a password, from counting it to the answer."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2s
from typing import TYPE_CHECKING, Any

from flask import Flask

from ...hardening import current_exchange
from ...identity import id_text
from ...keyring import Keyring, derive_key
from ...storage import StoreDownError
from .account import Account, Find, StoreHash
from .hasher import Hasher
from .plain_text import UnusablePasswordError
from .refusing import BUSY, DOWN, too_many, unavailable
from .slots import BusyError, Slots
from .throttle import Taken, Throttle, ThrottledError

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening

PASSWORD = "password"  # noqa: S105 - a word, not a password
"""The method of a form, in events."""

_LONGEST_IDENTIFIER = 320
"""The longest address there can be (RFC 5321 section 4.5.3.1)."""
_BUSY_EVERY = 60
"""Seconds between two events about too many passwords at a time."""


class Authentication:
    """What :func:`authenticate` does, for one app.

    :param find: the app's function.
    :param store_hash: the app's function, if it has one.
    """

    def __init__(
        self, hardening: Hardening, hasher: Hasher, slots: Slots, throttle: Throttle, find: Find,
        store_hash: StoreHash | None,
    ) -> None:  # fmt: skip
        self._app: Flask = hardening.app
        self._events = hardening.events
        self._hasher = hasher
        self._slots = slots
        self._throttle = throttle
        self._find = find
        self._store_hash = store_hash
        self._event_keys = Keyring(lambda secret: derive_key(secret, "passwords/names in events"))
        self._event_key = os.urandom(32)

    def attempt(self, identifier: object, password: object, method: str) -> Account | None:
        """Return the account if the password is right, None otherwise.

        :param method: for the event: ``password`` or ``basic``.
        :raises werkzeug.exceptions.TooManyRequests: if too many attempts have failed.
        :raises werkzeug.exceptions.ServiceUnavailable: if too many passwords are being hashed, or the store is down.
        """
        exchange = current_exchange()
        client = None if exchange is None else exchange.client
        folded = identifier.strip().casefold() if isinstance(identifier, str) else ""
        taken: list[Taken] = []
        account: Account | None = None
        try:
            if client:
                self._throttle.take_client(taken, client)
            account = self._look_up(identifier)
            who = self._throttle.account_key(None if account is None else account.id, folded, client)
            self._throttle.take(taken, "account", *who)
        except BaseException as error:
            self._throttle.give_back(taken)  # nothing was tried
            if isinstance(error, ThrottledError):
                self._refused(error, self._fields(account, folded, method), exchange)
                raise too_many(error.seconds) from None
            if isinstance(error, StoreDownError):
                raise unavailable(DOWN, 5) from None
            raise
        try:
            right, renewed = self._check(account, password)
        except BusyError:
            self._throttle.give_back(taken)
            self._busy(exchange)
            raise unavailable(BUSY, 2) from None
        if not right or account is None:
            self._failed(account, taken, self._fields(account, folded, method), exchange)
            return None
        self._throttle.give_back(taken)
        self._succeeded(account, taken, method, exchange)
        self._throttle.remember(account.id, client)
        if renewed is not None:
            self._keep(account, renewed)
        return account

    def _look_up(self, identifier: object) -> Account | None:
        name = _usable(identifier)
        found = None if name is None else self._call(self._find, name)
        if isinstance(found, Account):
            id_text(found.id)  # guesses at an object whose text is another one each time would never add up
            return found
        if found is None:
            return None
        kind = type(found).__name__
        raise TypeError(f"PasswordsOptions.find returned an object of type {kind}, neither an Account nor None.")

    def _check(self, account: Account | None, password: object) -> tuple[bool, str | None]:
        """Check the password with exactly one hash; return a new one to store where the old one is outdated."""
        with self._slots.one():
            stored = None if account is None else account.hash
            active = account is not None and account.active
            right = self._hasher.verify(stored, password, level=True) and active
            if not right or self._store_hash is None or not self._hasher.needs_upgrade(str(stored)):
                return right, None
            try:
                return True, self._hasher.hash(str(password))
            except UnusablePasswordError:
                return True, None

    def _keep(self, account: Account, renewed: str) -> None:
        assert self._store_hash is not None
        try:
            self._call(self._store_hash, account, renewed)
        except Exception:
            # the old hash is as good as it was a moment ago; keeping people out would not mend it
            self._app.logger.exception("PasswordsOptions.store_hash failed, so a hash stays as it was.")

    def _fields(self, account: Account | None, name: str, method: str) -> dict[str, Any]:
        """Say whom an event is about. What was typed may be a password: it is told by a keyed hash.

        The fields are as many for a name that nobody has, so that writing them takes as long.
        """
        key = self._event_keys.of(self._app)[0] if self._app.secret_key else self._event_key
        hashed = blake2s(name.encode("utf-8", "surrogatepass"), key=key, digest_size=8).hexdigest()
        return {"userid": "unknown" if account is None else str(account.id), "name": hashed, "method": method}

    def _call(self, function: Callable[..., Any], *arguments: object) -> Any:
        return self._app.ensure_sync(function)(*arguments)

    def _succeeded(self, account: Account, taken: list[Taken], method: str, exchange: Exchange | None) -> None:
        """Report failures before the success; ``login()`` reports the success itself, once there is a session."""
        retries = next((each.before for each in taken if each.scope == "account"), 0)
        if retries:
            event = "authn_login_successafterfail"
            self._events.emit(event, exchange=exchange, userid=str(account.id), method=method, retries=retries)

    def _failed(
        self, account: Account | None, taken: list[Taken], fields: dict[str, Any], exchange: Exchange | None
    ) -> None:
        if (
            fields["method"] == PASSWORD
        ):  # other methods are an authenticator's, and the auth room reports what these reject
            reason = "unknown" if account is None else "inactive" if not account.active else "wrong"
            self._events.emit("authn_login_fail", exchange=exchange, reason=reason, **fields)
        for each in taken:
            if each.exhausted is not None:
                self._events.emit(
                    "authn_login_fail_max", exchange=exchange, scope=each.scope, maximum=each.exhausted, **fields
                )

    def _refused(self, error: ThrottledError, fields: dict[str, Any], exchange: Exchange | None) -> None:
        if error.first:
            window = error.verdict.windows[error.verdict.tightest]
            self._events.emit(
                "authn_login_lock",
                description="Sign-ins are refused for a while.",
                exchange=exchange,
                scope=error.scope,
                limit=f"{window.amount} per {window.seconds} s",
                seconds=error.seconds,
                **fields,
            )

    def _busy(self, exchange: Exchange | None) -> None:
        if self._slots.tell(_BUSY_EVERY):
            self._events.emit("passwords_busy", exchange=exchange, hashing=self._slots.hashing)


def _usable(identifier: object) -> str | None:
    """Return what the app can be asked for; None for what no database takes without an error."""
    if not isinstance(identifier, str) or not 0 < len(identifier) <= _LONGEST_IDENTIFIER or "\0" in identifier:
        return None
    try:
        identifier.encode()
    except UnicodeEncodeError:
        return None
    return identifier

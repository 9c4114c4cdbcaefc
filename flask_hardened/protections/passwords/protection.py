"""The passwords room: hashing, the policy for new passwords, and signing in with one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...protection import Protection
from ...storage import Use, Windows
from .authentication import Authentication
from .basic import authenticator
from .functions import EXTENSION
from .hasher import Hasher
from .options import PasswordsOptions
from .peppers import Peppers
from .policy_check import PolicyCheck
from .slots import Slots
from .throttle import Throttle

if TYPE_CHECKING:
    from ...hardening import Hardening
    from ...identity import Authenticator
    from ...policy import Policy

SCOPES = {"account": "per_account", "address": "per_address", "network": "per_network"}
"""Scope of the throttle → option."""


class Passwords(Protection[PasswordsOptions]):
    """Hashes passwords, judges new ones and counts guesses; costs nothing on requests that bring none.

    Sources: OWASP Password Storage and Authentication Cheat Sheets, OWASP ASVS 5.0 V6, NIST SP 800-63B.
    """

    feature = "passwords"
    options_type = PasswordsOptions
    authentication: Authentication | None = None
    """None until the app is told how accounts are found."""

    def __init__(self, options: PasswordsOptions, policy: Policy) -> None:
        super().__init__(options, policy)
        self.hasher = Hasher(Peppers(options.peppers), options.cost)
        self.slots = Slots(options.threads, options.patience)

    def configure(self, app: Flask) -> None:
        """Make what needs no store, so that a command line can hash passwords."""
        app.extensions[EXTENSION] = self
        self.policy_check = PolicyCheck(
            min_length=self.options.min_length,
            words=(app.name, *self.options.context_words),
            common=self.options.common,
            breached=self.options.breached,
        )

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Open the part of the store in which guesses are counted."""
        options = self.options
        if options.find is None:
            return
        limits = {scope: getattr(options, name) for scope, name in SCOPES.items()}
        throttle = Throttle(
            hardening.store.namespace(Use("passwords", options.when_down)),
            {scope: Windows.parse(text) for scope, text in limits.items() if text is not None},
            ipv4_network=options.ipv4_network,
            ipv6_network=options.ipv6_network,
        )
        self.authentication = Authentication(
            hardening, self.hasher, self.slots, throttle, options.find, options.store_hash
        )

    def authenticators(self, app: Flask) -> Iterator[Authenticator]:
        """Offer HTTP Basic authentication, where the app wants it."""
        if self.options.basic:
            yield authenticator(lambda: self.authentication, self.options.realm)

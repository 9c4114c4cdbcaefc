"""Throttle: how many sign-ins may fail. Each attempt is counted before its hash, and taken back if it was right.

Counting first is what holds against guesses in parallel; counting failures afterwards lets dozens pass (CWE-307).
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from ...networks import network_of, parse_address
from ...storage import Key, Namespace, StoreDownError, Verdict, Windows

KNOWN_FOR = 90 * 24 * 3600
"""Seconds for which a network is remembered in which an account signed in."""


class ThrottledError(Exception):
    """Too many sign-ins failed.

    :param scope: ``account``, ``address`` or ``network``.
    :param seconds: after which there is room again.
    :param first: nobody was told yet in this window.
    """

    def __init__(self, scope: str, seconds: int, verdict: Verdict, *, first: bool) -> None:
        super().__init__(scope)
        self.scope = scope
        self.seconds = seconds
        self.verdict = verdict
        self.first = first


@dataclass(frozen=True, slots=True)
class Taken:
    """What was counted for one attempt."""

    scope: str
    key: Key
    windows: Windows
    verdict: Verdict

    @property
    def exhausted(self) -> int | None:
        """The amount of a window whose last room this attempt took; None if there is room left in each."""
        pairs = zip(self.verdict.counts, self.verdict.windows, strict=True)
        full = (window.amount for count, window in pairs if count >= window.amount)
        return None if self.verdict.degraded else max(full, default=None)

    @property
    def before(self) -> int:
        """How many attempts were counted before this one, in the window that has the most."""
        return 0 if self.verdict.degraded else max(self.verdict.counts) - 1


class Throttle:
    """The counts of one app.

    :param store: where they are kept.
    :param limits: scope → windows, for the scopes that are limited.
    :param ipv4_network: bits.
    :param ipv6_network: bits.
    """

    def __init__(self, store: Namespace, limits: dict[str, Windows], *, ipv4_network: int, ipv6_network: int) -> None:
        self._store = store
        self._limits = limits
        self._bits = {"ipv4_prefix": ipv4_network, "ipv6_prefix": ipv6_network}

    def account_key(self, account_id: object, identifier: str, client: str | None) -> tuple[str, ...]:
        """Return what guesses at an account are counted under, whatever it was called; `identifier` if there is none.

        Networks in which it signed in before have counts of their own, which no stranger can use up.

        :raises StoreDownError: if the store is down and the use says ``deny``.
        """
        name = ("name", identifier) if account_id is None else ("id", str(account_id))
        # asked for names that nobody has as well, which takes as long
        if client and self._store.get(self._known(name, client)) is not None:
            return (*name, self._network(client))
        return name

    def remember(self, account_id: object, client: str | None) -> None:
        """Remember that an account signed in from here."""
        if client and parse_address(client) is not None:
            try:
                self._store.set_expiring(self._known(("id", str(account_id)), client), 1, KNOWN_FOR)
            except StoreDownError:
                return  # it is only counted with everybody else next time

    def take(self, taken: list[Taken], scope: str, *parts: str) -> None:
        """Count an attempt in one scope, after the others.

        :param taken: what was counted is added to it. Whatever is raised, :meth:`give_back` has to be called with it.
        :raises ThrottledError: if there is no room.
        :raises StoreDownError: if the store is down and the use says ``deny``.
        """
        windows = self._limits.get(scope)
        if windows is None:
            return
        key = self._store.key_of(scope, *parts)
        verdict = self._store.hit(key, windows)
        if verdict.allowed:
            taken.append(Taken(scope, key, windows, verdict))
            return
        if verdict.degraded and self._store.use.when_down == "deny":
            raise StoreDownError("The store is down, and passwords needs it.")
        seconds = max(1, math.ceil(verdict.reset_at - time.time()))
        raise ThrottledError(scope, seconds, verdict, first=self._is_first(key, seconds))

    def take_client(self, taken: list[Taken], client: str) -> None:
        """Count an attempt for an address and its network; a Unix socket says neither."""
        if parse_address(client) is not None:
            self.take(taken, "network", self._network(client))
            self.take(taken, "address", network_of(client, ipv4_prefix=32, ipv6_prefix=64))

    def give_back(self, taken: Sequence[Taken]) -> None:
        """Take back what was counted: the attempt did not fail."""
        for each in taken:
            self._store.refund(each.key, each.windows, each.verdict)

    def _network(self, client: str) -> str:
        return network_of(client, **self._bits)

    def _known(self, name: tuple[str, ...], client: str) -> Key:
        return self._store.key_of("known", *name, self._network(client))

    def _is_first(self, key: Key, seconds: int) -> bool:
        try:
            return self._store.claim(self._store.key_of("told", key), seconds)
        except StoreDownError:
            return True

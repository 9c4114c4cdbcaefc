"""A namespace: the part of the store that one use sees, and what it gets when the store is down."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from .backend import Backend
from .breaker import Breaker
from .keys import Key, Keys
from .turns import CrowdedError
from .use import StoreDownError, Use
from .windows import Verdict, Windows, needed

T = TypeVar("T")


class Namespace:
    """Counters and expiring values of one use. Get it from :meth:`Store.namespace`, once, at start.

    Every key is one that :meth:`key_of` returned. Nothing here takes longer than half a second.
    """

    def __init__(
        self,
        use: Use,
        backend: Backend,
        breaker: Breaker,
        local: Backend,
        keys: Keys,
        *,
        masked: Callable[[str], str] = str,
    ) -> None:
        self.use = use
        self.key_of: Callable[..., Key] = keys.of
        """Return the key for some strings, whatever they contain: 32 hexadecimal digits, keyed for app and use."""
        self._backend = backend
        self._breaker = breaker
        self._local = local
        self._failures = backend.failures
        self.travels = bool(backend.failures)
        """Whether a look into the store costs a trip to a file or a server."""
        self._masked = masked

    def hit(self, key: Key, windows: Windows, cost: int = 1) -> Verdict:
        """Count `cost` in each of the windows if all have room for it, in none otherwise.

        :param cost: default 1; 0 only looks, and is allowed if a hit of 1 would be.
        :raises ValueError: for a negative cost.
        """
        if not self._failures:
            return self._backend.hit(key, windows, cost)
        needed(cost)
        try:
            return self._call(self._backend.hit, key, windows, cost)
        except StoreDownError:
            return self._hit_when_down(key, windows, cost)

    def hit_and_read(
        self, key: Key, windows: Windows, keys: Sequence[Key]
    ) -> tuple[Verdict, Mapping[Key, int | None] | None]:
        """Do a :meth:`hit` of cost 1, and read what other namespaces will want to know, in the same trip.

        :param keys: of any namespace.
        :return: the verdict, and the values by key; None instead of them while the store is down, so that each
            namespace gets what its own use declares when it asks.
        """
        try:
            verdict, values = self._call(self._backend.hit_and_read, key, windows, keys)
        except StoreDownError:
            return self._hit_when_down(key, windows, 1), None
        return verdict, dict(zip(keys, values, strict=True))

    def _hit_when_down(self, key: Key, windows: Windows, cost: int) -> Verdict:
        if self.use.when_down == "local":
            return self._local.hit(key, windows, cost)._replace(degraded=True)
        return self._undecided(windows)

    def refund(self, key: Key, windows: Windows, verdict: Verdict, cost: int = 1) -> None:
        """Take back what an allowed hit cost, unless its window has ended meanwhile.

        Reserve first and refund later: then hits in parallel cannot pass a limit on what is known only afterwards, such
        as failed logins. Only fixed windows can be refunded; with another strategy nothing happens.
        """
        if not verdict.allowed or cost < 1 or windows.strategy != "fixed-window":
            return
        if verdict.degraded:
            if self.use.when_down == "local":
                self._local.refund(key, windows, verdict.receipt, cost)
            return
        try:
            self._call(self._backend.refund, key, windows, verdict.receipt, cost)
        except StoreDownError:
            return  # it stays counted, which is the strict side

    def clear(self, key: Key, windows: Windows) -> None:
        """Forget what was counted in fixed windows, for instance to unlock an account.

        :raises StoreDownError: if it could not be forgotten.
        """
        self._local.clear(key, windows)
        self._call(self._backend.clear, key, windows)

    def set_expiring(self, key: Key, value: int, ttl: float) -> bool:
        """Keep `value`, at least 1, for `ttl` seconds. Returns whether every worker will see it.

        :raises StoreDownError: if the store is down and the use says ``deny``.
        """
        if value < 1:
            raise ValueError(f"The store keeps whole numbers from 1 on, not {value}.")
        try:
            self._call(self._backend.put, key, value, ttl)
        except StoreDownError:
            if self.use.when_down == "deny":
                raise
            if self.use.when_down == "local":
                self._local.put(key, value, ttl)
            return False
        return True

    def claim(self, key: Key, ttl: float) -> bool:
        """Take a key for `ttl` seconds: True for the first caller only, as for a token that may be used once.

        :raises StoreDownError: if the store is down and the use says ``deny``.
        """
        try:
            return self._call(self._backend.claim, key, ttl)
        except StoreDownError:
            if self.use.when_down == "deny":
                raise
            return self.use.when_down == "allow" or self._local.claim(key, ttl)

    def incr_epoch(self, key: Key, ttl: float) -> int:
        """Raise an epoch, keep it for `ttl` seconds from now, and return it.

        Epochs are milliseconds since 1970 or one more than the last, whichever is more: they keep growing even if the
        store lost all it had, so that what an older epoch ended stays ended by the next one.

        :raises StoreDownError: if the store is down, unless the use says ``local``.
        """
        try:
            return self._call(self._backend.advance, key, ttl)
        except StoreDownError:
            if self.use.when_down == "local":
                return self._local.advance(key, ttl)
            raise

    def get(self, key: Key) -> int | None:
        """Return the value or epoch of a key, None if there is none; raises as :meth:`get_many`."""
        return self.get_many((key,))[0]

    def get_many(self, keys: Sequence[Key]) -> list[int | None]:
        """Return the values of several keys in one trip, in their order; at most 500.

        :raises StoreDownError: if the store is down and the use says ``deny``.
        """
        if not self._failures:
            return self._backend.read(keys)
        try:
            return self._call(self._backend.read, keys)
        except StoreDownError:
            if self.use.when_down == "deny":
                raise
            return self._local.read(keys) if self.use.when_down == "local" else [None] * len(keys)

    def remove(self, *keys: Key) -> None:
        """Forget values.

        :raises StoreDownError: if they could not be forgotten.
        """
        self._local.remove(keys)
        self._call(self._backend.remove, keys)

    def call(self, method: Callable[..., T], *arguments: object) -> T:
        """Call what works with the same backend as this namespace, guarded as everything here is.

        :raises StoreDownError: if the store is down, whatever the use says.
        """
        return self._call(method, *arguments)

    def _undecided(self, windows: Windows) -> Verdict:
        allowed = self.use.when_down == "allow"
        # a client told to come back at once would only find the store resting
        reset = time.time() + max(1.0, self._breaker.retry_in)
        counts = tuple(0 if allowed else window.amount for window in windows.windows)
        return Verdict(allowed, counts, (reset,) * len(counts), windows.windows, degraded=True)

    def _call(self, method: Callable[..., T], *arguments: object) -> T:
        breaker = self._breaker
        probing = not breaker.closed
        if probing and not breaker.claim_probe():
            raise self._down()
        try:
            if probing:
                self._backend.probe()
            result = method(*arguments)
        except CrowdedError as error:
            # our own threads are in the way: that says nothing about the store
            raise self._down("cannot be reached: too many threads wait for it") from error
        except self._failures as error:
            breaker.failed(self._masked(_reason(error)), probing=probing)
            raise self._down() from error
        if probing:
            breaker.succeeded()
        return result

    def _down(self, how: str = "is down") -> StoreDownError:
        return StoreDownError(f"The store {how}, and {self.use.name} needs it.")


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"

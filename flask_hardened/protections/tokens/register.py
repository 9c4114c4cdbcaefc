"""The register: which tokens, families and users' tokens were revoked, for all workers, in the one store."""

from __future__ import annotations

import time

from ...storage import Namespace
from .claims import Claims

SKEW = 60
"""Seconds by which the clocks of two workers may differ."""


class Register:
    """Revokes tokens, and knows which were.

    Every method raises :class:`~flask_hardened.storage.StoreDownError` while the store is down.

    :param store: the part of the store.
    :param longest: seconds after which no token that exists now is good any more.
    """

    def __init__(self, store: Namespace, longest: int) -> None:
        self._store = store
        self._longest = longest + SKEW

    def epoch_of(self, user_id: str) -> int:
        """Return the epoch that a token of a user begins with."""
        return self._store.get(self._store.key_of("user", user_id)) or 0

    def is_revoked(self, claims: Claims) -> bool:
        """Tell whether a token, its family or all tokens of its user were revoked; one trip to the store."""
        key_of = self._store.key_of
        token, family, epoch = self._store.get_many(
            (key_of("id", claims.id), key_of("family", claims.family), key_of("user", claims.user_id))
        )
        return token is not None or family is not None or (epoch or 0) > claims.epoch

    def use_up(self, claims: Claims, leeway: int, grace: int) -> bool:
        """Use up a refresh token: True for one caller only, on every worker.

        :param grace: seconds for which :meth:`was_just_used` remembers it.
        """
        key_of = self._store.key_of
        used = key_of("used", claims.id)
        # noted before the claim, so that whoever loses finds it; and by nobody who comes later, so that it ends
        if grace and self._store.get(used) is None:
            self._store.set_expiring(key_of("just used", claims.id), 1, grace)
        return self._store.claim(used, self._left(claims, leeway))

    def was_just_used(self, claims: Claims) -> bool:
        """Tell whether a refresh token was used up within the grace."""
        return self._store.get(self._store.key_of("just used", claims.id)) is not None

    def revoke(self, claims: Claims, leeway: int) -> None:
        """Revoke one token."""
        self._store.set_expiring(self._store.key_of("id", claims.id), 1, self._left(claims, leeway))

    def revoke_family(self, family: str) -> None:
        """Revoke all tokens that descend from one sign-in, those that are being made included."""
        self._store.set_expiring(self._store.key_of("family", family), 1, self._longest)

    def revoke_all(self, user_id: str) -> None:
        """Revoke all tokens that a user has now; those that are issued from now on are good."""
        self._store.incr_epoch(self._store.key_of("user", user_id), self._longest)

    def _left(self, claims: Claims, leeway: int) -> float:
        return max(claims.expires + leeway - time.time(), 0) + SKEW

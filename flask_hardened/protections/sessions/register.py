"""The register: which sessions have ended, for all workers, in the one store."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from enum import Enum

from ...storage import Key, Namespace, StoreDownError
from .ticket import Ticket

_ROTATED, _ENDED = 1, 2
_MOST_PENDING = 1000
SKEW = 60
"""Seconds by which the clocks of two workers may differ."""

logger = logging.getLogger("flask_hardened")


class Standing(Enum):
    """Whether a session may go on."""

    LIVE = "live"
    ROTATED = "rotated"
    """It goes on under a newer id."""
    ENDED = "ended"


class Register:
    """Ends sessions, and knows which have ended.

    :param namespace: the part of the store.
    :param lifetime: seconds that the longest session lives.
    :param remembered: seconds that a remember cookie lives; 0 without Flask-Login.
    """

    def __init__(self, namespace: Namespace, lifetime: int, remembered: int = 0) -> None:
        self._store = namespace
        self._lifetime = lifetime
        self._remembered = remembered
        self._pending: OrderedDict[Key, float] = OrderedDict()
        self._lock = threading.Lock()

    def keys_of(self, ticket: Ticket) -> tuple[Key, ...]:
        """Return under which keys the store says that the session of a ticket has ended."""
        key_of = self._store.key_of
        keys = [key_of("id", ticket.id)]
        if ticket.user is not None:
            keys.append(key_of("user", ticket.user))
        if ticket.family != ticket.id:
            keys.append(key_of("id", ticket.family))
        return tuple(keys)

    def standing(
        self, ticket: Ticket, keys: tuple[Key, ...] | None = None, values: list[int | None] | None = None
    ) -> Standing:
        """Tell whether the session of a ticket goes on; one trip to the store.

        :param keys: from :meth:`keys_of`, if they are known.
        :param values: what the store has said about them in this request, if it was asked; that saves the trip.
        :raises StoreDownError: if the store is down and the use says ``deny``.
        """
        keys = keys or self.keys_of(ticket)
        if self._pending:
            self._settle()
            if not self._pending.keys().isdisjoint(keys):
                return Standing.ENDED
        values = self._store.get_many(keys) if values is None else values
        if not any(values):
            return Standing.LIVE
        own = values[0]
        if own is not None:
            return Standing.ROTATED if own == _ROTATED else Standing.ENDED
        if ticket.user is not None and (values[1] or 0) > ticket.epoch:
            return Standing.ENDED
        if ticket.family != ticket.id and values[-1] == _ENDED:
            return Standing.ENDED
        return Standing.LIVE

    def retire(self, ticket: Ticket) -> bool:
        """End an id because a new one takes its place. False if it had ended already: then there must be no new one.

        :raises StoreDownError: as above.
        """
        return self._store.claim(self._store.key_of("id", ticket.id), self._left(ticket))

    def end(self, ticket: Ticket) -> bool:
        """End a session under all its ids. Returns whether every worker knows.

        While the store is down it is remembered here, and said as soon as the store answers.
        """
        until = time.time() + self._left(ticket)
        known = True
        for id_ in {ticket.id, ticket.family}:
            known &= self._put(self._store.key_of("id", id_), until)
        if self._remembered:
            self.forget_device(ticket.family)
        return known

    def epoch_of(self, user: str) -> int:
        """Return the epoch that a session of a user begins with.

        :raises StoreDownError: as above.
        """
        return self._store.get(self._store.key_of("user", user)) or 0

    def end_user(self, user: str) -> int:
        """End every session that a user has now; return the epoch of those that begin from now on.

        :raises StoreDownError: whatever the use says: it could not be written down.
        """
        return self._store.incr_epoch(self._store.key_of("user", user), max(self._lifetime, self._remembered) + SKEW)

    def forget_device(self, device: str) -> None:
        """End a remember cookie, for as long as it may live."""
        self._put(self._store.key_of("remember", device), time.time() + self._remembered + SKEW)

    def remembers(self, device: str, user: str, epoch: int) -> bool:
        """Tell whether a remember cookie still counts; raises as :meth:`standing`."""
        key_of = self._store.key_of
        forgotten, current = self._store.get_many((key_of("remember", device), key_of("user", user)))
        return forgotten is None and (current or 0) <= epoch

    def _left(self, ticket: Ticket) -> float:
        """Seconds for which a ticket could still be used."""
        return max(ticket.created + self._lifetime - time.time(), 0) + SKEW

    def _put(self, key: Key, until: float) -> bool:
        try:
            if self._store.set_expiring(key, _ENDED, max(until - time.time(), 1.0)):
                return True
        except StoreDownError:
            pass
        with self._lock:
            if not self._pending:
                logger.error("The store is down, so that a session ended here is still good for other workers.")
            self._pending[key] = until
            while len(self._pending) > _MOST_PENDING:
                self._pending.popitem(last=False)
        return False

    def _settle(self) -> None:
        """Write down what could not be written while the store was down."""
        with self._lock:
            pending, self._pending = self._pending, OrderedDict()
        for key, until in pending.items():
            self._put(key, until)

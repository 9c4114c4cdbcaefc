"""Hasher: makes and checks hashes; each check costs the same, whatever is stored."""

from __future__ import annotations

import logging
import time

import bcrypt

from .formats import bounds, foreign, own
from .formats.stored import StoredHash
from .peppers import Peppers
from .plain_text import encoded

logger = logging.getLogger("flask_hardened")

_PROBE = 6
"""The cost at which the speed of this machine is measured: some milliseconds."""


class Hasher:
    """What one app hashes passwords with.

    :param cost: bcrypt's, of new hashes.
    """

    def __init__(self, peppers: Peppers, cost: int) -> None:
        self._peppers = peppers
        self._cost = cost
        self._nobodys = own.nobodys(peppers, cost)
        self._missing: set[str] = set()
        self._second: float | None = None

    def hash(self, password: str) -> str:
        """Hash a password.

        :raises UnusablePasswordError: if it cannot be anybody's password.
        """
        return own.make(self._peppers, password, self._cost)

    def needs_upgrade(self, stored: str) -> bool:
        """Tell whether a hash should be made anew as soon as the password is at hand."""
        return not own.is_current(stored, self._peppers, self._cost)

    def verify(self, stored: object, password: object, *, level: bool = False) -> bool:
        """Tell whether a password is the one that was hashed. Exactly one hash, whatever the two are.

        A hash that nobody can read, or that asks for more than the bounds allow, is checked as if it were nobody's.

        :param level: after a failure, go on until as much work is done as our own hash takes.
        """
        nobodys = self._read(self._nobodys)
        assert nobodys is not None
        if isinstance(stored, bytes):  # as Flask-Bcrypt makes them
            stored = stored.decode("ascii", "replace")
        # read as often whether or not there is anything stored
        found = self._read(stored if isinstance(stored, str) else self._nobodys)
        checked = found or nobodys
        started = time.thread_time()
        try:
            text = password if isinstance(password, str) else ""
            encoded(text)
            right = checked.matches(text)
        except ValueError:  # no password of ours, or none that this format can take: nothing has been hashed yet
            checked, right = nobodys, nobodys.matches("-")
        right = right and found is not None and isinstance(stored, str)
        if level and not right:
            self._level(checked, time.thread_time() - started)
        return right

    def _read(self, stored: str) -> StoredHash | None:
        if not stored or len(stored) > bounds.LONGEST:
            return None
        if not stored.startswith(f"${own.NAME}$"):
            return foreign.read(stored)
        pepper = own.pepper_of(stored)
        if pepper not in self._peppers and pepper not in self._missing and len(self._missing) < 100:
            self._missing.add(str(pepper))
            logger.error("Hashes of passwords need the pepper %s, which HARDENED_PASSWORDS_PEPPERS has not.", pepper)
        return own.read(stored, self._peppers)

    def _level(self, checked: StoredHash, spent: float) -> None:
        """Do what a cheaper hash has left of the work, so that the time does not tell who has one.

        bcrypt at cost c and then at c, c + 1, ... C - 1 is as much work as at C.
        """
        if checked.bcrypt_cost is not None:
            for cost in range(checked.bcrypt_cost, self._cost):
                _work(cost)
            return
        left = self._seconds() - spent
        for cost in range(self._cost - 1, 3, -1):
            share = self._seconds() / 2 ** (self._cost - cost)
            if share <= left:
                _work(cost)
                left -= share

    def _seconds(self) -> float:
        """Return how long one of our hashes takes on this machine."""
        if self._second is None:
            probe = min(_PROBE, self._cost)
            fastest = min(_timed(probe) for _ in range(3))
            self._second = fastest * 2 ** (self._cost - probe)
        return self._second


def _timed(cost: int) -> float:
    started = time.thread_time()
    _work(cost)
    return time.thread_time() - started


def _work(cost: int) -> None:
    bcrypt.hashpw(b"-", f"$2b${cost:02}$......................".encode())

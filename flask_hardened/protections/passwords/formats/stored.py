"""StoredHash: one hash that was read, and can be asked whether a password is the right one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredHash:
    """One hash of a known format, within the bounds."""

    format: str
    """For events: ``werkzeug-scrypt``, ``bcrypt``, ..."""
    matches: Callable[[str], bool]
    """Do the work once. Raises ValueError for a password that the format cannot take."""
    bcrypt_cost: int | None = None
    """Where the work is that of bcrypt, how much."""

"""Argon2 (RFC 9106) as argon2-cffi, Django and passlib write it; read if argon2-cffi is installed."""

from __future__ import annotations

import re

from . import bounds
from .stored import StoredHash

_FORM = re.compile(
    r"\$argon2(?:id|i|d)\$v=19\$m=([0-9]{1,9}),t=([0-9]{1,6}),p=([0-9]{1,3})\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{22,86}",
    re.ASCII,
)


def read(stored: str) -> StoredHash | None:
    """Return the hash, if it is one and can be computed here."""
    encoded = stored.removeprefix("argon2")  # Django puts the name of its hasher in front
    found = _FORM.fullmatch(encoded)
    if found is None:
        return None
    memory, passes, lanes = map(int, found.groups())
    if memory > bounds.ARGON2_MEMORY or memory * passes > bounds.ARGON2_WORK or not 1 <= lanes <= bounds.ARGON2_LANES:
        return None
    try:
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError
    except ImportError:
        return None

    def matches(password: str) -> bool:
        try:
            return PasswordHasher().verify(encoded, password.encode())
        except (Argon2Error, InvalidHashError):
            return False

    return StoredHash("argon2", matches)

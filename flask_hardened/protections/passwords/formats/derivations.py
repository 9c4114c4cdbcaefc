"""The key derivations of the formats: bounded, compared in constant time, and without the GIL while they work."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable

import bcrypt

from . import bounds

SETTING = re.compile(r"\$(2[aby])\$([0-9]{2})\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})", re.ASCII)

Test = Callable[[bytes], bool]


def bcrypt_test(crypt: str) -> tuple[Test, int] | None:
    """Read a hash in the form of crypt(3), ``$2b$12$...``, and return what tests a key of at most 72 bytes.

    :returns: None if it is none, or dearer than the bounds allow; the number is its cost.
    """
    found = SETTING.fullmatch(crypt)
    if found is None or not 4 <= int(found[2]) <= bounds.BCRYPT_COST:
        return None
    # $2y$ is PHP's name of what everybody else calls $2b$; bcrypt's own $2a$ had no fault for keys up to 72 bytes
    setting = f"$2b${found[2]}${found[3]}".encode()
    expected = found[4].encode()

    def test(key: bytes) -> bool:
        return hmac.compare_digest(bcrypt.hashpw(key, setting)[-31:], expected)

    return test, int(found[2])


def pbkdf2_test(digest: str, iterations: int, salt: bytes, expected: bytes) -> Test | None:
    """Return what tests a password against PBKDF2 (RFC 8018); None outside the bounds."""
    if digest not in ("sha1", "sha256", "sha512") or not 1000 <= iterations <= bounds.PBKDF2_ITERATIONS:
        return None
    if len(expected) != hashlib.new(digest).digest_size:
        return None  # a part of it would be right as well, and each further block takes as long again
    return lambda key: hmac.compare_digest(hashlib.pbkdf2_hmac(digest, key, salt, iterations, len(expected)), expected)


def scrypt_test(n: int, r: int, p: int, salt: bytes, expected: bytes, length: int) -> Test | None:
    """Return what tests a password against `length` bytes of scrypt (RFC 7914); None outside the bounds."""
    if not (1024 <= n and n & (n - 1) == 0 and r >= 1 and p >= 1 and len(expected) == length):
        return None
    if 128 * r * (n + p) > bounds.SCRYPT_MEMORY or n * r * p > bounds.SCRYPT_WORK:
        return None
    memory = 2 * bounds.SCRYPT_MEMORY
    return lambda key: hmac.compare_digest(
        hashlib.scrypt(key, salt=salt, n=n, r=r, p=p, maxmem=memory, dklen=length), expected
    )

"""Hashes that other packages left: read, so that users move over when they sign in, and never written."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable

from . import argon2_hash
from .derivations import Test, bcrypt_test, pbkdf2_test, scrypt_test
from .stored import StoredHash

Reader = Callable[[str], "StoredHash | None"]


def read(stored: str) -> StoredHash | None:
    """Return the hash if one of the formats fits and it stays within the bounds; None otherwise, never an exception."""
    for prefix, reader in READERS.items():
        if stored.startswith(prefix):
            try:
                return reader(stored)
            except (ValueError, LookupError, OverflowError):
                return None
    return None


def _plain(stored: str) -> StoredHash | None:
    return _bcrypt("bcrypt", stored, lambda password: password.encode()[:72])


def _django_bcrypt(stored: str) -> StoredHash | None:
    return _bcrypt("django-bcrypt", stored.removeprefix("bcrypt$"), lambda password: password.encode()[:72])


def _django_bcrypt_sha256(stored: str) -> StoredHash | None:
    return _bcrypt(
        "django-bcrypt-sha256",
        stored.removeprefix("bcrypt_sha256$"),
        lambda password: hashlib.sha256(password.encode()).hexdigest().encode(),
    )


def _bcrypt(name: str, crypt: str, key_of: Callable[[str], bytes]) -> StoredHash | None:
    made = bcrypt_test(crypt)
    if made is None:
        return None
    test, cost = made
    return StoredHash(name, lambda password: test(key_of(password)), cost)


def _passlib_bcrypt_sha256(stored: str) -> StoredHash | None:
    _, _, parameters, salt, digest = stored.split("$")
    named = dict(part.split("=") for part in parameters.split(",") if "=" in part)
    if named.get("v") == "2":
        crypt = f"${named['t']}${int(named['r']):02}${salt}{digest}"
        return _bcrypt(
            "passlib-bcrypt-sha256",
            crypt,
            lambda password: base64.b64encode(hmac.digest(salt.encode(), password.encode(), "sha256")),
        )
    kind, rounds = parameters.split(",")
    crypt = f"${kind}${int(rounds):02}${salt}{digest}"
    return _bcrypt(
        "passlib-bcrypt-sha256", crypt, lambda password: base64.b64encode(hashlib.sha256(password.encode()).digest())
    )


def _werkzeug_pbkdf2(stored: str) -> StoredHash | None:
    method, salt, expected = stored.split("$")
    _, digest, iterations = method.split(":")
    return _hashed("werkzeug-pbkdf2", pbkdf2_test(digest, int(iterations), salt.encode(), bytes.fromhex(expected)))


def _werkzeug_scrypt(stored: str) -> StoredHash | None:
    method, salt, expected = stored.split("$")
    _, n, r, p = method.split(":")
    return _hashed("werkzeug-scrypt", scrypt_test(int(n), int(r), int(p), salt.encode(), bytes.fromhex(expected), 64))


def _django_pbkdf2(stored: str) -> StoredHash | None:
    name, iterations, salt, expected = stored.split("$")
    raw = base64.b64decode(expected, validate=True)
    return _hashed("django-pbkdf2", pbkdf2_test(name.removeprefix("pbkdf2_"), int(iterations), salt.encode(), raw))


def _django_scrypt(stored: str) -> StoredHash | None:
    _, n, salt, r, p, expected = stored.split("$")
    raw = base64.b64decode(expected, validate=True)
    return _hashed("django-scrypt", scrypt_test(int(n), int(r), int(p), salt.encode(), raw, 64))


def _passlib_pbkdf2(stored: str) -> StoredHash | None:
    _, name, rounds, salt, expected = stored.split("$")
    digest = name.partition("-")[2] or "sha1"
    return _hashed("passlib-pbkdf2", pbkdf2_test(digest, int(rounds), _ab64(salt), _ab64(expected)))


def _passlib_scrypt(stored: str) -> StoredHash | None:
    _, _, parameters, salt, expected = stored.split("$")
    named = dict(part.split("=") for part in parameters.split(","))
    logarithm = int(named["ln"])
    if not 1 <= logarithm <= 30:
        return None
    test = scrypt_test(2**logarithm, int(named["r"]), int(named["p"]), _ab64(salt), _ab64(expected), 32)
    return _hashed("passlib-scrypt", test)


def _hashed(name: str, test: Test | None) -> StoredHash | None:
    return None if test is None else StoredHash(name, lambda password: test(password.encode()))


def _ab64(text: str) -> bytes:
    """Decode passlib's base64: a dot for the plus, and no padding."""
    return base64.b64decode(text.replace(".", "+") + "=" * (-len(text) % 4), validate=True)


READERS: dict[str, Reader] = {
    "$2": _plain,
    "$argon2": argon2_hash.read,
    "argon2$": argon2_hash.read,
    "$bcrypt-sha256$": _passlib_bcrypt_sha256,
    "$pbkdf2": _passlib_pbkdf2,
    "$scrypt$": _passlib_scrypt,
    "bcrypt$": _django_bcrypt,
    "bcrypt_sha256$": _django_bcrypt_sha256,
    "pbkdf2:": _werkzeug_pbkdf2,
    "pbkdf2_": _django_pbkdf2,
    "scrypt:": _werkzeug_scrypt,
    "scrypt$": _django_scrypt,
}
"""How a stored hash begins → what reads it."""

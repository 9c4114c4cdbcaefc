"""What apps call, as ``encryption.encrypt(...)``, for what is not in a column: files, caches, settings."""

from __future__ import annotations

from flask import current_app

from ...hardening import hardening_of
from .failures import DecryptionError, EncryptionError
from .protection import current_ring
from .ring import EncryptionRing

__all__ = [
    "DecryptionError",
    "EncryptionError",
    "EncryptionRing",
    "blind_index",
    "blind_indexes",
    "decrypt",
    "encrypt",
    "needs_rotation",
    "rotate",
]


def encrypt(purpose: str, value: str) -> str:
    """Return a text encrypted for one purpose (Fernet: AES-128-CBC with HMAC-SHA-256).

    :param purpose: what it is, such as ``"users.phone"``: it can be decrypted under the same purpose only.
    :raises EncryptionError: if it is no text that UTF-8 can hold.
    :raises RuntimeError: if ``cryptography`` is not installed, or there is no key.
    """
    return current_ring().encrypt(purpose, to_bytes(purpose, value))


def decrypt(purpose: str, text: str) -> str:
    """Return what :func:`encrypt` was given.

    :raises DecryptionError: if the text was changed, encrypted for another purpose, or with a key that is gone.
    """
    return read(current_ring(), purpose, text)


def needs_rotation(purpose: str, text: str) -> bool:
    """Tell whether a text was encrypted with another key than the newest one."""
    return current_ring().needs_rotation(purpose, text)


def rotate(purpose: str, text: str) -> str:
    """Return an encrypted text, encrypted anew with the newest key.

    :raises DecryptionError: as :func:`decrypt`.
    """
    return current_ring().rotate(purpose, text)


def blind_index(purpose: str, value: str) -> str:
    """Return 22 characters that stand for a value in a column of their own, so that equal values can be found.

    Whoever reads the database sees which rows have the same value, but not which; bring values that should be equal to
    one form first, such as lower case.
    """
    return blind_indexes(purpose, value)[0]


def blind_indexes(purpose: str, value: str) -> tuple[str, ...]:
    """Return the index of a value under every key, the newest first: what to look for while keys are rotated."""
    return current_ring().blind_indexes(purpose, value)


def to_bytes(purpose: str, value: object) -> bytes:
    """Return a text as it is encrypted.

    :raises EncryptionError: if it is none, or holds half of a surrogate pair.
    """
    if not isinstance(value, str):
        raise EncryptionError(f"{purpose!r} takes texts, not {type(value).__name__}.")
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise EncryptionError(f"{purpose!r} takes texts that UTF-8 can hold.") from None


def read(ring: EncryptionRing, purpose: str, text: str) -> str:
    """Return a decrypted text; a failure leaves an event.

    :raises DecryptionError: as :func:`decrypt`.
    """
    try:
        return ring.decrypt(purpose, text).decode()
    except DecryptionError:
        if current_app and "hardened" in current_app.extensions:
            hardening_of(current_app).events.emit("crypt_decrypt_fail", purpose=purpose)
        raise

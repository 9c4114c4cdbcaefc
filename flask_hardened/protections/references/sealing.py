"""Seals: how the bytes of a value become a reference that nobody else can make."""

from __future__ import annotations

import hmac
from importlib.util import find_spec
from typing import Protocol

from ...keyring import derive_key

TAG = 16
"""Bytes of the tag, of HMAC-SHA-256 (truncated, RFC 2104 section 5) and of AES-SIV alike."""


class Seal(Protocol):
    """The key of one purpose, put to use."""

    def close(self, form: bytes) -> bytes:
        """Return the sealed form; the same for the same form."""

    def open(self, sealed: bytes) -> bytes | None:
        """Return the form, or None when this key did not seal it."""


class Signing:
    """HMAC-SHA-256: the form can be read, and none can be made."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        self._key = derive_key(secret, f"references/signed/{purpose}")

    def close(self, form: bytes) -> bytes:
        return form + hmac.digest(self._key, form, "sha256")[:TAG]

    def open(self, sealed: bytes) -> bytes | None:
        form, tag = sealed[:-TAG], sealed[-TAG:]
        expected = hmac.digest(self._key, form, "sha256")[:TAG]
        return form if hmac.compare_digest(tag, expected) else None


class Encrypting:
    """AES-256-SIV (RFC 5297): deterministic, so that a URL stays the same; equal forms have equal references."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        self._cipher = AESSIV(derive_key(secret, f"references/encrypted/{purpose}", 64))

    def close(self, form: bytes) -> bytes:
        return self._cipher.encrypt(form, None)

    def open(self, sealed: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(sealed, None)
        except (InvalidTag, ValueError):
            return None


def can_encrypt() -> bool:
    """Tell whether the package that encrypts is installed."""
    return find_spec("cryptography") is not None

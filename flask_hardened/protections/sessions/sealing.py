"""Encryption of a session's content: AES-256-GCM, with keys made from the app's secret keys by HKDF (RFC 5869)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flask import Flask

from ...keyring import Keyring

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_PURPOSE = b"flask_hardened.sessions content"
_NONCE = 12


class Sealing:
    """Encrypts with the current secret key, and decrypts with the fallbacks too.

    The nonce is random; NIST SP 800-38D allows for 2^32 of them under one key.
    """

    def __init__(self) -> None:
        self._keys = Keyring(_cipher)

    def seal(self, app: Flask, content: bytes) -> bytes:
        """Return the nonce and the encrypted content."""
        nonce = os.urandom(_NONCE)
        return nonce + self._keys.of(app)[0].encrypt(nonce, content, _PURPOSE)

    def unseal(self, app: Flask, sealed: bytes) -> bytes | None:
        """Return the content, None if no key opens it."""
        from cryptography.exceptions import InvalidTag

        for cipher in self._keys.of(app):
            try:
                return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _PURPOSE)
            except (InvalidTag, ValueError):
                continue
        return None


def _cipher(secret: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret))

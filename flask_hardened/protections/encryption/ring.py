"""The key ring: for each purpose keys of its own, so that what is moved to another column cannot be read there."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ...keyring import derive_key
from ...segments import to_segment
from .failures import DecryptionError
from .fernet_keys import read_fernet_key, write_fernet_key

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_INDEX_BYTES = 16
_MOST_PURPOSES = 1024
"""Purposes whose keys are kept; an app that makes one of each user's id would fill the memory otherwise."""


class EncryptionRing:
    """Encrypts with the first of some keys, and decrypts with all of them (MultiFernet).

    :param secrets: the keys as bytes, the newest first.
    """

    def __init__(self, secrets: Sequence[bytes]) -> None:
        if not secrets:
            raise ValueError("A key ring needs a key.")
        self._secrets = tuple(secrets)
        self._ciphers: dict[str, tuple[Fernet, ...]] = {}

    @classmethod
    def from_keys(cls, keys: Sequence[str]) -> EncryptionRing:
        """Return the ring of some Fernet keys, the newest first: for scripts that have no app.

        :raises ValueError: if one is no Fernet key.
        """
        return cls([read_fernet_key(key) for key in keys])

    def encrypt(self, purpose: str, data: bytes) -> str:
        """Return data encrypted for one purpose."""
        return self._of(purpose)[0].encrypt(data).decode("ascii")

    def decrypt(self, purpose: str, text: str) -> bytes:
        """Return what was encrypted for the same purpose.

        :raises DecryptionError: if it was not, or not with a key of this ring.
        """
        for cipher in self._of(purpose):
            data = _opened(cipher, text)
            if data is not None:
                return data
        raise DecryptionError(purpose)

    def needs_rotation(self, purpose: str, text: str) -> bool:
        """Tell whether a value was encrypted with another key than the newest one, or cannot be decrypted at all."""
        return _opened(self._of(purpose)[0], text) is None

    def rotate(self, purpose: str, text: str) -> str:
        """Return a value encrypted anew with the newest key.

        :raises DecryptionError: as :meth:`decrypt`.
        """
        return self.encrypt(purpose, self.decrypt(purpose, text))

    def blind_indexes(self, purpose: str, value: str) -> tuple[str, ...]:
        """Return what to look for in place of a value, with the newest key first (HMAC with SHA-256, 128 bits)."""
        keys = (derive_key(secret, f"blind index/{purpose}") for secret in self._secrets)
        data = value.encode("utf-8", "surrogatepass")
        return tuple(to_segment(hmac.digest(key, data, "sha256")[:_INDEX_BYTES]) for key in keys)

    def _of(self, purpose: str) -> tuple[Fernet, ...]:
        known = self._ciphers.get(purpose)
        if known is None:
            made: Callable[[bytes], Fernet] = fernet_class()
            keys = (derive_key(secret, f"encryption/{purpose}") for secret in self._secrets)
            if len(self._ciphers) >= _MOST_PURPOSES:
                self._ciphers = {}
            known = self._ciphers[purpose] = tuple(made(write_fernet_key(key)) for key in keys)
        return known


def fernet_class() -> type[Fernet]:
    """Return the class Fernet.

    :raises RuntimeError: if the package cryptography is not installed.
    """
    try:
        from cryptography.fernet import Fernet
    except ImportError:
        raise RuntimeError(
            "Encryption needs the package cryptography. Run: pip install flask-hardened[encryption]"
        ) from None
    return Fernet


def _opened(cipher: Fernet, text: object) -> bytes | None:
    from cryptography.fernet import InvalidToken

    if not isinstance(text, str):  # SQLite keeps numbers and bytes in columns of texts
        return None
    try:
        return cipher.decrypt(text.encode("ascii"))
    except (InvalidToken, ValueError):
        return None

"""Keys of Fernet: 32 bytes as base64url (https://github.com/fernet/spec)."""

from __future__ import annotations

import base64
import binascii

BYTES = 32


def is_fernet_key(key: str) -> bool:
    """Tell whether a text is a key, without saying what it is."""
    try:
        return len(read_fernet_key(key)) == BYTES
    except (ValueError, binascii.Error):
        return False


def read_fernet_key(key: str) -> bytes:
    """Return the bytes of a key.

    :raises ValueError: if it is no base64url.
    """
    return base64.b64decode(key.encode("ascii"), altchars=b"-_", validate=True)


def write_fernet_key(key: bytes) -> bytes:
    """Return a key as Fernet takes it."""
    return base64.urlsafe_b64encode(key)

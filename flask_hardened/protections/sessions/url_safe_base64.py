"""URL-safe base64 as itsdangerous reads it, in one call where that takes four."""

from __future__ import annotations

from binascii import a2b_base64

_STANDARD = bytes.maketrans(b"-_", b"+/")
_PADDING = (b"", b"===", b"==", b"=")


def base64_decode(text: bytes) -> bytes:
    """Return what some text stands for; characters outside the alphabet are passed over, as itsdangerous does.

    :raises ValueError: if it cannot be read.
    """
    return a2b_base64(text.translate(_STANDARD) + _PADDING[len(text) % 4])

"""Base64url without padding, in its one canonical form: what signed texts are made of.

Python's own decoder skips what it does not know, and takes several spellings for the same bytes. A signed text could
then be respelled, and would pass for another one wherever it is compared, counted or revoked.
"""

from __future__ import annotations

import base64
import re

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def to_segment(data: bytes) -> str:
    """Return bytes as base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_segment(text: str) -> bytes:
    """Return the bytes of a segment.

    :raises ValueError: for any text that :func:`to_segment` does not write.
    """
    if len(text) % 4 == 1 or not _ALPHABET.fullmatch(text):
        raise ValueError("This is no base64url.")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_segment(data) != text:
        raise ValueError("This base64url has bits behind its last byte.")
    return data

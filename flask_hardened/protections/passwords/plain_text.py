"""The text of a password, made ready for hashing: one spelling, so many bytes, and nothing that cannot be written."""

from __future__ import annotations

import unicodedata
from typing import Literal

MOST_BYTES = 1024
"""Of the password in UTF-8. Longer ones gain nothing, and let strangers choose how much is hashed."""

Fault = Literal["empty", "too_long", "unwritable"]


class UnusablePasswordError(ValueError):
    """This text cannot be anybody's password; says why, and never what it is.

    :param fault: ``empty``, ``too_long`` or ``unwritable``.
    """

    _SENTENCES: dict[Fault, str] = {  # noqa: RUF012 - never changed
        "empty": "The password is empty.",
        "too_long": f"The password has more than {MOST_BYTES} bytes.",
        "unwritable": "The password has half of a surrogate pair in it, which is no character.",
    }

    def __init__(self, fault: Fault) -> None:
        super().__init__(self._SENTENCES[fault])
        self.fault: Fault = fault


def encoded(password: str) -> bytes:
    """Return a password as it is hashed: in Unicode's form NFC, so that all keyboards mean the same, and in UTF-8.

    Nothing is cut, trimmed or folded; NUL is a character like others (RFC 8265 section 4, NIST SP 800-63B).

    :raises UnusablePasswordError: if it is empty, longer than 1024 bytes, or has a lone surrogate in it.
    """
    if not password:
        raise UnusablePasswordError("empty")
    if len(password) > MOST_BYTES:  # before the work of normalizing it
        raise UnusablePasswordError("too_long")
    try:
        made = unicodedata.normalize("NFC", password).encode()
    except UnicodeEncodeError:
        raise UnusablePasswordError("unwritable") from None
    if len(made) > MOST_BYTES:
        raise UnusablePasswordError("too_long")
    return made

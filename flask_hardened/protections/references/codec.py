"""Codec: from values to references and back, for one purpose of one app."""

from __future__ import annotations

import re

from flask import Flask

from ...keyring import Keyring
from ...segments import from_segment, to_segment
from .sealing import TAG, Encrypting, Seal, Signing
from .values import LONGEST, Value, from_bytes, to_bytes

SHORTEST_TEXT = -(-(TAG + 1) * 4 // 3)
LONGEST_TEXT = -(-(TAG + LONGEST) * 4 // 3)
PATTERN = rf"[A-Za-z0-9_-]{{{SHORTEST_TEXT},{LONGEST_TEXT}}}"
"""What any reference looks like: base64url without padding (RFC 4648 section 5)."""
_TEXT = re.compile(PATTERN, re.ASCII)


class Codec:
    """Makes and reads the references of one purpose.

    :param purpose: what they refer to; it decides the key.
    :param encrypted: whether they hide the value.
    """

    def __init__(self, app: Flask, purpose: str, *, encrypted: bool) -> None:
        self._app = app
        self.purpose = purpose
        self.encrypted = encrypted
        self._seals: Keyring[Seal] = Keyring(lambda secret: (Encrypting if encrypted else Signing)(secret, purpose))

    def encode(self, value: object) -> str:
        """Return the reference of a value: the same each time, as long as ``SECRET_KEY`` stays.

        :raises TypeError: when it is no integer, string or UUID.
        :raises ValueError: when it is too long.
        :raises RuntimeError: if the app has no secret key.
        """
        sealed = self._seals.of(self._app)[0].close(to_bytes(value, wide=self.encrypted))
        return to_segment(sealed)

    def decode(self, text: object) -> Value | None:
        """Return what a reference stands for; None for anything that this app did not make for this purpose.

        Exactly one text is the reference of a value under a key: padding, other spellings and unused bits that are not
        zero are refused.
        """
        if not isinstance(text, str) or not _TEXT.fullmatch(text) or not self._app.secret_key:
            return None
        try:
            sealed = from_segment(text)
        except ValueError:
            return None
        for seal in self._seals.of(self._app):
            form = seal.open(sealed)
            if form is not None:
                return from_bytes(form)
        return None

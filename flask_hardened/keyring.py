"""The app's secret keys, and what is made from them: once, not for each request.

What one purpose signs or encrypts must mean nothing to another one, so each purpose has a key of its own, derived from
``SECRET_KEY`` (HKDF, RFC 5869; NIST SP 800-108).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Generic, TypeVar

from flask import Flask
from itsdangerous.encoding import want_bytes

T = TypeVar("T")

_SALT = b"flask_hardened"


def derive_key(secret: bytes, purpose: str, length: int = 32) -> bytes:
    """Derive the key of one purpose from a secret (HKDF with SHA-256, RFC 5869).

    :param purpose: what the key is for, such as ``"references/post"``; two purposes never share a key.
    :param length: bytes, at most 8160.
    """
    pseudorandom = hmac.digest(_SALT, secret, "sha256")
    info = purpose.encode()
    made, block = b"", b""
    for counter in range(1, -(-length // hashlib.sha256().digest_size) + 1):
        block = hmac.digest(pseudorandom, block + info + bytes((counter,)), "sha256")
        made += block
    return made[:length]


class Keyring(Generic[T]):
    """What a function makes of ``SECRET_KEY`` and of ``SECRET_KEY_FALLBACKS``; made anew when these change.

    :param derive: takes one secret key.
    """

    __slots__ = ("_derive", "_made")

    def __init__(self, derive: Callable[[bytes], T]) -> None:
        self._derive = derive
        self._made: tuple[tuple[str | bytes, tuple[str | bytes, ...]], tuple[T, ...]] | None = None

    def of(self, app: Flask) -> tuple[T, ...]:
        """Return one for each key, in the order in which they are tried: the current one, then the newest fallback.

        :raises RuntimeError: if the app has no secret key.
        """
        secret = app.secret_key
        if not secret:
            raise RuntimeError("The app has no SECRET_KEY, so that nothing can be signed.")
        keys = (secret, tuple(app.config["SECRET_KEY_FALLBACKS"] or ()))
        made = self._made
        if made is None or made[0] != keys:
            derived = tuple(self._derive(want_bytes(key)) for key in (secret, *reversed(keys[1])))
            self._made = made = (keys, derived)
        return made[1]

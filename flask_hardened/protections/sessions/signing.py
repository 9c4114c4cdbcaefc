"""Flask's signed cookies, byte for byte, with keys that are derived once.

Flask builds a serializer and derives its keys for each cookie read and written, which costs more than the signature.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import Signer
from itsdangerous.encoding import base64_encode, int_to_bytes

from ...keyring import Keyring
from .url_safe_base64 import base64_decode


class Signed(NamedTuple):
    """The content of a cookie whose signature is good."""

    payload: bytes
    text: bytes
    """What was signed: the payload and the time."""
    at: int
    """When it was signed, in seconds since 1970."""


class CookieSigning:
    """Signs and checks as Flask's session interface does.

    :param interface: where ``salt``, ``key_derivation`` and ``digest_method`` come from.
    """

    def __init__(self, interface: SecureCookieSessionInterface) -> None:
        derivation: dict[str, Any] = {
            "salt": interface.salt,
            "key_derivation": interface.key_derivation,
            "digest_method": interface.digest_method,
        }

        def prepared(key: bytes) -> hmac.HMAC:
            return hmac.new(Signer(key, **derivation).derive_key(), digestmod=interface.digest_method)

        self._keys = Keyring(prepared)

    def sign(self, app: Flask, payload: bytes) -> str:
        """Return the value of the cookie."""
        text = payload + b"." + base64_encode(int_to_bytes(int(time.time())))
        return (text + b"." + base64_encode(_mac(self._keys.of(app)[0], text))).decode()

    def keys(self, app: Flask) -> tuple[hmac.HMAC, ...]:
        """Return what signatures are checked with; the same object for as long as the app's keys are the same."""
        return self._keys.of(app)

    def read(self, value: str, keys: Iterable[hmac.HMAC]) -> Signed | None:
        """Return what a cookie's value says, or None when it was not signed with one of the keys."""
        text, dot, signature = value.encode("utf-8", "replace").rpartition(b".")
        if not dot:
            return None
        try:
            given = base64_decode(signature)
        except Exception:  # noqa: BLE001 - as itsdangerous does
            return None
        if not any(hmac.compare_digest(given, _mac(key, text)) for key in keys):
            return None
        payload, dot, stamp = text.rpartition(b".")
        if not dot:
            return None
        try:
            return Signed(payload, text, int.from_bytes(base64_decode(stamp), "big"))
        except Exception:  # noqa: BLE001 - a stamp that is none; itsdangerous catches everything as well
            return None


def _mac(prepared: hmac.HMAC, text: bytes) -> bytes:
    mac = prepared.copy()
    mac.update(text)
    return mac.digest()

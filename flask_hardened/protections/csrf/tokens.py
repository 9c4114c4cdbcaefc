"""CSRF tokens in Flask-WTF's format, made and read without an object of itsdangerous for each.

``base64(json(raw)) "." base64(timestamp) "." base64(hmac-sha1)``: an itsdangerous ``URLSafeTimedSerializer`` with the
salt ``wtf-csrf-token``. `raw` is a random value of the session; the token proves to know it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

from itsdangerous import BadData, URLSafeTimedSerializer

from .failures import Failure

SALT = b"wtf-csrf-token"
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # json.dumps makes an encoder each time
_READER = URLSafeTimedSerializer("only reads payloads whose signature was checked")


def signing_key(secret: str | bytes) -> bytes:
    """Derive the key that itsdangerous would use ("django-concat")."""
    plain = secret.encode() if isinstance(secret, str) else secret
    return hashlib.sha1(SALT + b"signer" + plain).digest()  # noqa: S324 - the format; HMAC-SHA1 is sound


def make(raw: str, key: bytes, now: int) -> str:
    """Return a token.

    :param raw: the session's value.
    :param key: from :func:`signing_key`.
    :param now: seconds since 1970.
    """
    stamp = now.to_bytes((now.bit_length() + 7) // 8 or 1, "big")
    value = b"%s.%s" % (_payload(raw), _encode(stamp))
    return f"{value.decode()}.{_encode(hmac.digest(key, value, 'sha1')).decode()}"


def check(token: str, raw: str, keys: Iterable[bytes], now: int, max_age: int | None) -> Failure | None:
    """Return what is wrong with a token, or None.

    :param keys: the current key, then those it replaced.
    :param max_age: seconds; None never expires.
    """
    try:
        value, _, signature = token.encode("ascii").rpartition(b".")
    except UnicodeEncodeError:
        return Failure.INVALID
    payload, _, stamp = value.rpartition(b".")
    if not payload or not any(hmac.compare_digest(_encode(hmac.digest(key, value, "sha1")), signature) for key in keys):
        return Failure.INVALID
    if max_age is not None:
        age = now - int.from_bytes(urlsafe_b64decode(stamp + b"=" * (-len(stamp) % 4)), "big")
        if not 0 <= age <= max_age:
            return Failure.EXPIRED
    if hmac.compare_digest(payload, _payload(raw)) or (payload[:1] == b"." and _read(payload) == raw):
        return None
    return Failure.MISMATCH


def _payload(raw: str) -> bytes:
    return _encode(_dump(raw).encode())


def _read(payload: bytes) -> object:
    """Read a payload that itsdangerous found worth compressing."""
    try:
        return _READER.load_payload(payload)
    except BadData:
        return None


def _encode(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")

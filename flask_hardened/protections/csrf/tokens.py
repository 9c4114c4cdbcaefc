"""CSRF tokens in Flask-WTF's format, made and read without an object of itsdangerous for each.

``base64(json(raw)) "." base64(timestamp) "." base64(hmac-sha1)``: an itsdangerous ``URLSafeTimedSerializer`` with the
salt ``wtf-csrf-token``. `raw` is a random value of the session; the token proves to know it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode
from binascii import b2a_base64
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from .failures import Failure

SALT = b"wtf-csrf-token"
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # json.dumps makes an encoder each time
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
# hardened: ignore[FHJ010] it reads what is inside of tokens; their signatures are checked below, with the app's key
_READER = URLSafeTimedSerializer("only reads payloads whose signature was checked")


def signing_key(secret: str | bytes) -> bytes:
    """Derive the key that itsdangerous would use ("django-concat")."""
    plain = secret.encode() if isinstance(secret, str) else secret
    # hardened: ignore[FHN003] Flask-WTF's format; a derived key needs no resistance to collisions
    return hashlib.sha1(SALT + b"signer" + plain).digest()  # noqa: S324 - the format; HMAC-SHA1 is sound


def make(raw: str, key: bytes, now: int) -> str:
    """Return a token.

    :param raw: the session's value.
    :param key: from :func:`signing_key`.
    :param now: seconds since 1970.
    """
    value = b"%s.%s" % (_payload(raw), _stamp(now))
    return (b"%s.%s" % (value, _encode(_mac(key, value)))).decode()


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
    if not payload or not any(hmac.compare_digest(_encode(_mac(key, value)), signature) for key in keys):
        return Failure.INVALID
    if max_age is not None:
        age = now - int.from_bytes(urlsafe_b64decode(stamp + b"=" * (-len(stamp) % 4)), "big")
        if not 0 <= age <= max_age:
            return Failure.EXPIRED
    if hmac.compare_digest(payload, _payload(raw)) or (payload[:1] == b"." and _read(payload) == raw):
        return None
    return Failure.MISMATCH


@lru_cache(8)
def _prepared(key: bytes) -> tuple[Any, Any]:
    block = key.ljust(64, b"\0")  # SHA-1 has blocks of 64 bytes, and the key is one of its digests
    # hardened: ignore[FHN003] Flask-WTF's format; HMAC needs no resistance to collisions
    return tuple(hashlib.sha1(bytes(byte ^ pad for byte in block)) for pad in (0x36, 0x5C))  # type: ignore[return-value]  # noqa: S324


def _mac(key: bytes, value: bytes) -> bytes:
    """Return the HMAC (RFC 2104), from hashes that have read the key already.

    ``hmac.digest()`` looks for the algorithm each time, and objects of ``hmac`` pass each call on in Python: both cost
    more than the signature.
    """
    inner, outer = _prepared(key)
    inner, outer = inner.copy(), outer.copy()
    inner.update(value)
    outer.update(inner.digest())
    digest: bytes = outer.digest()
    return digest


@lru_cache(2)
def _stamp(now: int) -> bytes:
    return _encode(now.to_bytes((now.bit_length() + 7) // 8 or 1, "big"))


def _payload(raw: str) -> bytes:
    # what this package makes is hexadecimal, in which JSON escapes nothing
    return _encode((f'"{raw}"' if raw.isalnum() else _dump(raw)).encode())


def _read(payload: bytes) -> object:
    """Read a payload that itsdangerous found worth compressing."""
    try:
        return _READER.load_payload(payload)
    except BadData:
        return None


def _encode(data: bytes) -> bytes:
    return b2a_base64(data, newline=False).translate(_URL_SAFE).rstrip(b"=")

"""The compact form of a token (RFC 7519 over RFC 7515): written and opened, with the key and algorithm that we choose.

PyJWT signs and verifies. What stands in the header of a token decides nothing: it names a key of ours, and has to agree
with it in all else (RFC 8725, sections 3.1 to 3.3 and 3.11).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...segments import from_segment
from ...strict_json import read_json, write_json
from .failures import Failure
from .ring import Kind, Ring, RingKey

if TYPE_CHECKING:
    from jwt import PyJWS

REFUSED = frozenset({"b64", "crit", "cty", "enc", "jku", "jwk", "x5c", "x5u", "zip"})
"""Header parameters that change what a token means, or say where its key is. Ours have none of them."""


class RefusedTokenError(Exception):
    """A token is not accepted; raised inside this room."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


def write_token(claims: Mapping[str, object], key: RingKey, kind: Kind) -> str:
    """Return a signed token.

    :raises TypeError: for claims that JSON does not hold, or would change.
    """
    header = {"typ": kind, "kid": key.kid}
    payload = write_json(dict(claims)).encode("ascii")
    return _jws(key.algorithm).encode(payload, key.signer, algorithm=key.algorithm, headers=header)


def open_token(text: object, ring: Ring, kind: Kind, max_size: int) -> dict[str, Any]:
    """Return the claims of a token whose signature is good; nothing in them is checked yet.

    :raises RefusedTokenError: for anything else, whatever it is.
    """
    if isinstance(text, str) and len(text) > max_size:
        raise RefusedTokenError(Failure.TOO_LARGE)
    if not isinstance(text, str) or not text.isascii() or text.count(".") != 2:
        raise RefusedTokenError(Failure.MALFORMED)
    try:
        head, body, signature = map(from_segment, text.split("."))
        header = read_json(head)
    except ValueError:
        raise RefusedTokenError(Failure.MALFORMED) from None
    if not signature or not isinstance(header, dict) or not REFUSED.isdisjoint(header):
        raise RefusedTokenError(Failure.MALFORMED)
    key = _key_of(header, ring, kind)
    _verify(text, key)
    try:
        claims = read_json(body)
    except ValueError:
        raise RefusedTokenError(Failure.MALFORMED) from None
    if not isinstance(claims, dict):
        raise RefusedTokenError(Failure.MALFORMED)
    return claims


def _key_of(header: Mapping[str, Any], ring: Ring, kind: Kind) -> RingKey:
    """Return the key that a header names, if all else in the header agrees with it."""
    kid, algorithm, typ = header.get("kid"), header.get("alg"), header.get("typ")
    if not isinstance(typ, str) or typ.lower().removeprefix("application/") != kind:
        raise RefusedTokenError(Failure.WRONG_TYPE)
    key = ring.find(kind, kid) if isinstance(kid, str) else None
    if key is None or not key.accepted():
        raise RefusedTokenError(Failure.UNKNOWN_KEY)
    if algorithm != key.algorithm:
        raise RefusedTokenError(Failure.WRONG_ALGORITHM)
    return key


def _verify(text: str, key: RingKey) -> None:
    worker = _jws(key.algorithm)
    from jwt.exceptions import PyJWTError

    try:
        worker.decode(text, key.verifier, algorithms=[key.algorithm])
    except PyJWTError:
        raise RefusedTokenError(Failure.BAD_SIGNATURE) from None


@functools.cache
def _jws(algorithm: str) -> PyJWS:
    """Return PyJWT's worker that knows one algorithm only.

    :raises RuntimeError: if PyJWT is not installed.
    """
    try:
        from jwt import PyJWS
    except ImportError:
        raise RuntimeError("Tokens need PyJWT. Run: pip install flask-hardened[tokens]") from None
    return PyJWS(algorithms=[algorithm])

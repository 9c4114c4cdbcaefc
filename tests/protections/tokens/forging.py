"""Tokens put together by hand, with PyJWT and without, as an attacker or a careless issuer would."""

from __future__ import annotations

import hmac
import json
import time
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from flask_hardened.keyring import derive_key
from flask_hardened.segments import to_segment
from tests.conftest import SECRET_KEY

ISSUER = "https://api.example"
SECRET = "0123456789abcdef" * 3


def derived(kind: str = "at+jwt", secret: str = SECRET_KEY) -> tuple[str, bytes]:
    """Return the kid and the key that the room derives from the app's secret key."""
    kid = to_segment(derive_key(secret.encode(), f"tokens/{kind}/kid", 9))
    return kid, derive_key(secret.encode(), f"tokens/{kind}")


def claims(**changes) -> dict:
    """Return the claims of a good access token; a change to ``...`` leaves a claim out."""
    now = int(time.time())
    good = {
        "iss": "tokens", "aud": "tokens", "sub": "7", "iat": now, "exp": now + 900, "jti": "j", "fam": "f", "beg": now,
        "epo": 0,
    }  # fmt: skip
    return {name: value for name, value in {**good, **changes}.items() if value is not ...}


def text_of(value: object) -> bytes:
    """Return JSON; text and bytes are taken as they are."""
    if isinstance(value, bytes):
        return value
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "surrogatepass")


def forge(payload: object, key: bytes | None = None, **header) -> str:
    """Return a token with an HMAC of our key, whatever else its header says; a change to ``...`` leaves it out."""
    kid, own = derived()
    head = {"alg": "HS256", "kid": kid, "typ": "at+jwt", **header}
    head = {name: value for name, value in head.items() if value is not ...}
    return sealed(text_of(head), text_of(payload), own if key is None else key)


def sealed(head: bytes, body: bytes, key: bytes) -> str:
    """Return a token of any header and body with an HMAC."""
    content = f"{to_segment(head)}.{to_segment(body)}"
    return f"{content}.{to_segment(hmac.digest(key, content.encode(), 'sha256'))}"


@cache
def pair(kind: str) -> tuple[str, str]:
    """Return a new pair of keys as PEM texts: the private and the public one."""
    key = {
        "EdDSA": ed25519.Ed25519PrivateKey.generate,
        "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "ES384": lambda: ec.generate_private_key(ec.SECP384R1()),
        "ES256K": lambda: ec.generate_private_key(ec.SECP256K1()),
        "RS256": lambda: rsa.generate_private_key(65537, 2048),
    }[kind]()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()

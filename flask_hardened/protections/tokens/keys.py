"""Keys that sign tokens: each has one algorithm, and says whether it signs or only verifies (RFC 8725, section 3.1)."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from ...segments import to_segment

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes

Algorithm = Literal["HS256", "ES256", "EdDSA"]
ALGORITHMS: tuple[Algorithm, ...] = get_args(Algorithm)
SHORTEST_SECRET = 32
"""Bytes: as long as the hash (RFC 7518, section 3.2)."""


@dataclass(frozen=True, kw_only=True)
class TokenKey:
    """One key of the ring.

    Nothing is checked here: what is wrong with a key is reported with the options that it is given to.
    """

    algorithm: Algorithm
    """``HS256``: one secret signs and verifies. ``EdDSA`` (Ed25519) and ``ES256`` (P-256): a pair of keys, so that who
    verifies cannot sign; they need the package ``cryptography``."""
    key: str | bytes = field(repr=False)
    """HS256: at least 32 random bytes. Otherwise a PEM text: the private key, or the public one of a key that only
    verifies."""
    kid: str = ""
    """Its name in tokens; by default a short hash of the key."""
    verify_only: bool = False
    """No token is signed with it any more. Public keys cannot sign anyway."""
    until: date | None = None
    """The last day (UTC) on which its tokens are good, so that no old key is forgotten. No token is signed with it."""

    @cached_property
    def name(self) -> str:
        """The ``kid``: the given one, or 12 characters that are made from the key."""
        return self.kid or to_segment(hashlib.sha256(b"kid\0" + self._public_part()).digest()[:9])

    @cached_property
    def signs(self) -> bool:
        """Whether tokens may be signed with it."""
        ends = self.verify_only or self.until is not None
        return not ends and (self.algorithm == "HS256" or hasattr(self.loaded, "public_key"))

    @cached_property
    def loaded(self) -> Any:
        """The secret, or the key of its PEM text.

        :raises ValueError: with what is wrong with it as the message, never with the key.
        """
        given: tuple[object, object] = (self.key, self.kid)
        if not isinstance(given[0], (str, bytes)) or not isinstance(given[1], str):
            raise ValueError("has no text or bytes as its key, or no text as its kid.")  # noqa: TRY004 - one of its faults
        if self.algorithm == "HS256":
            return _secret(self.raw)
        return _pair(self.algorithm, self.raw)

    @cached_property
    def verifier(self) -> Any:
        """What verifies: the secret, or the public key."""
        return self.loaded.public_key() if hasattr(self.loaded, "public_key") else self.loaded

    @property
    def raw(self) -> bytes:
        """The key as bytes."""
        return self.key.encode("utf-8", "surrogatepass") if isinstance(self.key, str) else self.key

    def accepted(self) -> bool:
        """Whether its tokens are good today."""
        return self.until is None or datetime.now(timezone.utc).date() <= self.until

    def _public_part(self) -> bytes:
        if self.algorithm == "HS256":
            return self.raw
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        der: bytes = self.verifier.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return der


def _secret(raw: bytes) -> bytes:
    if raw.lstrip().startswith((b"-----BEGIN ", b"ssh-", b"ecdsa-")):
        raise ValueError("is a key of a pair, which everybody may know; HS256 needs a secret.")
    if len(raw) < SHORTEST_SECRET:
        raise ValueError(f"has {len(raw)} bytes; HS256 needs at least {SHORTEST_SECRET} (RFC 7518, section 3.2).")
    return raw


def _pair(algorithm: str, raw: bytes) -> PrivateKeyTypes | PublicKeyTypes:
    if importlib.util.find_spec("cryptography") is None:
        raise ValueError("needs the package cryptography, which is not installed.")
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

    try:
        key = load_pem_private_key(raw, None) if b"PRIVATE KEY-----" in raw else load_pem_public_key(raw)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # TypeError: it is encrypted with a password
        raise ValueError("is no PEM text of a private or public key, without a password.") from None
    if algorithm == "EdDSA":
        if not isinstance(key, (ed25519.Ed25519PrivateKey, ed25519.Ed25519PublicKey)):
            raise ValueError("is not of the kind Ed25519, which EdDSA needs here.")
    elif not isinstance(key, (ec.EllipticCurvePrivateKey, ec.EllipticCurvePublicKey)) or not isinstance(
        key.curve, ec.SECP256R1
    ):
        raise ValueError("is not on the curve P-256, which ES256 needs.")
    return key

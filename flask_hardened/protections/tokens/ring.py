"""The key ring: which key signs, and which one a token names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from flask import Flask

from ...keyring import Keyring, derive_key
from ...segments import to_segment
from .keys import Algorithm, TokenKey

Kind = Literal["at+jwt", "refresh+jwt"]
"""The ``typ`` of a token: an access token (RFC 9068), or what gets a new one (RFC 8725, section 3.11)."""


def _always() -> bool:
    return True


@dataclass(frozen=True, kw_only=True, slots=True)
class RingKey:
    """A key that is ready for use."""

    kid: str
    algorithm: Algorithm
    signer: Any = field(repr=False)
    """What signs; None where the key only verifies."""
    verifier: Any = field(repr=False)
    accepted: Callable[[], bool] = _always
    """Whether its tokens are good today."""


class Ring:
    """The keys of one app.

    :param keys: the configured ones. Without any, one is derived for each kind of token from each secret key.
    """

    def __init__(self, app: Flask, keys: Sequence[TokenKey]) -> None:
        self._app = app
        self._configured = tuple(_ready(key) for key in keys)
        self._derived: dict[Kind, Keyring[RingKey]] = {
            "at+jwt": Keyring(lambda secret: _derived(secret, "at+jwt")),
            "refresh+jwt": Keyring(lambda secret: _derived(secret, "refresh+jwt")),
        }

    def signing(self, kind: Kind) -> RingKey:
        """Return the key that signs.

        :raises RuntimeError: if there is neither a key nor a ``SECRET_KEY``.
        """
        return next(key for key in self._of(kind) if key.signer is not None)

    def find(self, kind: Kind, kid: str) -> RingKey | None:
        """Return the key of a name; None where nobody here has it."""
        return next((key for key in self._of(kind) if key.kid == kid), None)

    def _of(self, kind: Kind) -> tuple[RingKey, ...]:
        return self._configured or self._derived[kind].of(self._app)


def _ready(key: TokenKey) -> RingKey:
    return RingKey(
        kid=key.name,
        algorithm=key.algorithm,
        signer=key.loaded if key.signs else None,
        verifier=key.verifier,
        accepted=key.accepted,
    )


def _derived(secret: bytes, kind: Kind) -> RingKey:
    key = derive_key(secret, f"tokens/{kind}")
    kid = to_segment(derive_key(secret, f"tokens/{kind}/kid", 9))
    return RingKey(kid=kid, algorithm="HS256", signer=key, verifier=key)

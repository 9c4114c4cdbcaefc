"""Keys: what clients send is hashed, so that it is short, says nothing, and cannot run into another key."""

from __future__ import annotations

from hashlib import blake2s
from typing import NewType

Key = NewType("Key", str)
"""A key made by :meth:`Keys.of`; a type checker refuses any other string."""


class Keys:
    """Makes keys of 32 hexadecimal digits: blake2s (RFC 7693) with 128 bits, keyed for each app.

    :param app_key: separates apps that share a store, and keeps a reader of the store from guessing addresses back.
    :param use: separates the uses within an app.
    """

    __slots__ = ("_seed",)

    def __init__(self, app_key: bytes, use: str) -> None:
        # a longer key than blake2s takes is hashed down first
        self._seed = blake2s(key=blake2s(app_key).digest(), digest_size=16)
        self._seed.update(f"{len(use)}:{use}".encode())

    def of(self, *parts: str) -> Key:
        """Return the key for some parts; other parts, or the same ones cut elsewhere, give another key."""
        digest = self._seed.copy()
        # each part after its length, as in a netstring; a lone surrogate is no reason to fail
        for part in parts:
            digest.update(f"{len(part)}:{part}".encode("utf-8", "surrogatepass"))
        return Key(digest.hexdigest())

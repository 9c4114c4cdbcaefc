"""Options of the encryption room."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import ClassVar

from ...errors import Problem
from ...options import Options, options
from .fernet_keys import is_fernet_key

MAKE_ONE = 'Make one: python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'


@options
class EncryptionOptions(Options):
    """With which keys fields are encrypted at rest."""

    secrets: ClassVar[frozenset[str]] = frozenset({"keys"})

    keys: Sequence[str] = field(default=(), repr=False)
    """Fernet keys, the newest first: it encrypts, and all of them decrypt. By default they are made from ``SECRET_KEY``
    and ``SECRET_KEY_FALLBACKS``, so that whoever loses these loses the data."""

    def faults(self) -> Iterator[Problem]:
        """Yield keys that cannot be used."""
        for number, key in enumerate(self.keys, 1):
            if not is_fernet_key(key):
                yield self.problem("keys", f"key {number} is no Fernet key: 32 bytes as base64url.", MAKE_ONE)
        if len(set(self.keys)) != len(self.keys):
            yield self.problem("keys", "one of them is there twice.", "Give each key once.")
        if self.keys and importlib.util.find_spec("cryptography") is None:
            yield self.problem(
                "keys",
                "they need the package cryptography, which is not installed.",
                "Run: pip install flask-hardened[encryption]",
            )

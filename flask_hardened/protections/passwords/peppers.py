"""Peppers: secrets that are mixed into each password and are kept away from the database (OWASP Password Storage)."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Mapping

ID = re.compile(r"[A-Za-z0-9.-]{1,32}", re.ASCII)
SHORTEST = 32
"""Characters of a pepper."""

_NO_PEPPER = b"flask_hardened/passwords"


class Peppers:
    """The ring of peppers.

    :param ring: id → secret; the first one is used for new hashes, the others for the old ones.
    """

    def __init__(self, ring: Mapping[str, str]) -> None:
        self.current = next(iter(ring), None)
        """The id of the one for new hashes; None if there is none at all."""
        self._keys: dict[str | None, bytes] = {
            name: secret.encode("utf-8", "surrogatepass") for name, secret in ring.items()
        }
        # hashes from before the first pepper stay good; the constant keeps them apart from other systems' pre-hashes
        self._keys[None] = _NO_PEPPER

    def __contains__(self, name: str | None) -> bool:
        return name in self._keys

    def mix(self, name: str | None, password: bytes) -> bytes:
        """Return what bcrypt is given: 64 ASCII characters, whatever the length of the password.

        bcrypt itself looks at 72 bytes only, and stops at NUL in many implementations.

        :raises KeyError: if there is no pepper with this id.
        """
        return base64.b64encode(hmac.digest(self._keys[name], password, "sha384"))

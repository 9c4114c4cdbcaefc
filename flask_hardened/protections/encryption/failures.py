"""What goes wrong with encrypted fields; no message holds any of their content."""

from __future__ import annotations

from ...errors import HardenedError


class DecryptionError(HardenedError):
    """A value cannot be decrypted: it was changed or moved, or no key of the ring has encrypted it."""

    def __init__(self, purpose: str) -> None:
        super().__init__(
            f"A value of {purpose!r} cannot be decrypted: it was changed or moved there, or its key is not in the ring."
        )
        self.purpose = purpose


class EncryptionError(HardenedError, TypeError):
    """A value cannot be encrypted: it has the wrong type, or JSON does not hold it."""

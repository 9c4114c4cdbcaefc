"""The encryption room: fields encrypted at rest."""

from __future__ import annotations

from ...protection import Protection
from .options import EncryptionOptions


class Encryption(Protection[EncryptionOptions]):
    """Fields encrypted at rest."""

    feature = "encryption"
    options_type = EncryptionOptions

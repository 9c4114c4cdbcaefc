"""Options of the encryption room."""

from __future__ import annotations

from ...options import Options, options


@options
class EncryptionOptions(Options):
    """Fields encrypted at rest."""

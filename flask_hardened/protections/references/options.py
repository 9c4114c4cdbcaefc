"""Options of the references room."""

from __future__ import annotations

from ...options import Options, options


@options
class ReferencesOptions(Options):
    """Opaque ids in URLs."""

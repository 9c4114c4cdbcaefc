"""Options of the validation room."""

from __future__ import annotations

from ...options import Options, options


@options
class ValidationOptions(Options):
    """Input that is what the view expects."""

"""Options of the errors room."""

from __future__ import annotations

from ...options import Options, options


@options
class ErrorsOptions(Options):
    """Errors that reveal nothing."""

"""Options of the uploads room."""

from __future__ import annotations

from ...options import Options, options


@options
class UploadsOptions(Options):
    """Files from users."""

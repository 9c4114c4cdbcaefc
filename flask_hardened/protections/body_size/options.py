"""Options of the body_size room."""

from __future__ import annotations

from ...options import Options, options


@options
class BodySizeOptions(Options):
    """Request sizes."""

"""Options of the cors room."""

from __future__ import annotations

from ...options import Options, options


@options
class CorsOptions(Options):
    """Who may read responses from other origins."""

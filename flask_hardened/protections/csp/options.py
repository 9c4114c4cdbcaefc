"""Options of the csp room."""

from __future__ import annotations

from ...options import Options, options


@options
class CspOptions(Options):
    """Content-Security-Policy."""

    profile: str = "web"

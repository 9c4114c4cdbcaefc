"""Options of the sessions room."""

from __future__ import annotations

from ...options import Options, options


@options
class SessionsOptions(Options):
    """Sessions that end."""

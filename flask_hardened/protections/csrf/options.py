"""Options of the csrf room."""

from __future__ import annotations

from ...options import Options, options


@options
class CsrfOptions(Options):
    """Cross-site requests are refused."""

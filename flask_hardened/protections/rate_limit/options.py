"""Options of the rate_limit room."""

from __future__ import annotations

from ...options import Options, options


@options
class RateLimitOptions(Options):
    """How often a client may ask."""

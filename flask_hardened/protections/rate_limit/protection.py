"""How often a client may ask."""

from __future__ import annotations

from ...protection import Protection
from .options import RateLimitOptions


class RateLimit(Protection[RateLimitOptions]):
    """How often a client may ask."""

    feature = "rate_limit"
    options_type = RateLimitOptions

"""Fixed security headers."""

from __future__ import annotations

from ...protection import Protection
from .options import HeadersOptions


class Headers(Protection[HeadersOptions]):
    """Fixed security headers."""

    feature = "headers"
    options_type = HeadersOptions

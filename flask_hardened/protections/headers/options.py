"""Options of the headers room."""

from __future__ import annotations

from ...options import Options, options


@options
class HeadersOptions(Options):
    """Fixed security headers."""

    cross_origin_opener_policy: str | None = "same-origin-allow-popups"
    cross_origin_embedder_policy: str | None = None
    referrer_policy: str | None = "strict-origin-when-cross-origin"

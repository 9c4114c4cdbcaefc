"""Options of the transport room."""

from __future__ import annotations

from ...options import Options, options


@options
class TransportOptions(Options):
    """HTTPS and HSTS."""

    hsts_preload: bool = False

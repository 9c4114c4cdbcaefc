"""HTTPS and HSTS."""

from __future__ import annotations

from ...protection import Protection
from .options import TransportOptions


class Transport(Protection[TransportOptions]):
    """HTTPS and HSTS."""

    feature = "transport"
    options_type = TransportOptions

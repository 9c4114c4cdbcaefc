"""Who may read responses from other origins."""

from __future__ import annotations

from ...protection import Protection
from .options import CorsOptions


class Cors(Protection[CorsOptions]):
    """Who may read responses from other origins."""

    feature = "cors"
    options_type = CorsOptions

"""Request sizes."""

from __future__ import annotations

from ...protection import Protection
from .options import BodySizeOptions


class BodySize(Protection[BodySizeOptions]):
    """Request sizes."""

    feature = "body_size"
    options_type = BodySizeOptions

"""The references room: opaque ids in URLs."""

from __future__ import annotations

from ...protection import Protection
from .options import ReferencesOptions


class References(Protection[ReferencesOptions]):
    """Opaque ids in URLs."""

    feature = "references"
    options_type = ReferencesOptions

"""The sanitizing room: HTML from users, reduced to what a policy allows."""

from __future__ import annotations

from ...protection import Protection
from .options import SanitizingOptions


class Sanitizing(Protection[SanitizingOptions]):
    """HTML from users, reduced to what a policy allows."""

    feature = "sanitizing"
    options_type = SanitizingOptions

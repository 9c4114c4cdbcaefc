"""Sessions that end."""

from __future__ import annotations

from ...protection import Protection
from .options import SessionsOptions


class Sessions(Protection[SessionsOptions]):
    """Sessions that end."""

    feature = "sessions"
    options_type = SessionsOptions

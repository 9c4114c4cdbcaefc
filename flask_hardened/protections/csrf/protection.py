"""Cross-site requests are refused."""

from __future__ import annotations

from ...protection import Protection
from .options import CsrfOptions


class Csrf(Protection[CsrfOptions]):
    """Cross-site requests are refused."""

    feature = "csrf"
    options_type = CsrfOptions

"""Content-Security-Policy."""

from __future__ import annotations

from ...protection import Protection
from .options import CspOptions


class Csp(Protection[CspOptions]):
    """Content-Security-Policy."""

    feature = "csp"
    options_type = CspOptions

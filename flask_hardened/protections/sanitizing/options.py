"""Options of the sanitizing room."""

from __future__ import annotations

from ...options import Options, options


@options
class SanitizingOptions(Options):
    """HTML from users, reduced to what a policy allows."""

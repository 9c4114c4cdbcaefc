"""Options of the cookies room."""

from __future__ import annotations

from ...options import Options, options


@options
class CookiesOptions(Options):
    """The floor under every cookie."""

    samesite: str = "Lax"

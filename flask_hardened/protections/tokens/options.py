"""Options of the tokens room."""

from __future__ import annotations

from ...options import Options, options


@options
class TokensOptions(Options):
    """JSON Web Tokens for APIs."""

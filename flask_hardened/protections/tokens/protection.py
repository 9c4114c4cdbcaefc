"""The tokens room: JSON Web Tokens for APIs."""

from __future__ import annotations

from ...protection import Protection
from .options import TokensOptions


class Tokens(Protection[TokensOptions]):
    """JSON Web Tokens for APIs."""

    feature = "tokens"
    options_type = TokensOptions

"""The floor under every cookie."""

from __future__ import annotations

from ...protection import Protection
from .options import CookiesOptions


class Cookies(Protection[CookiesOptions]):
    """The floor under every cookie."""

    feature = "cookies"
    options_type = CookiesOptions

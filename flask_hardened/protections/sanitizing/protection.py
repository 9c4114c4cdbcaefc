"""The sanitizing room: HTML from users, reduced to what a policy allows (OWASP XSS Prevention Cheat Sheet; CWE-79)."""

from __future__ import annotations

from flask import Flask

from ...protection import Protection
from ...template_names import offer
from .functions import linkify_filter, sanitize_filter
from .options import SanitizingOptions


class Sanitizing(Protection[SanitizingOptions]):
    """Offers the template filters; nothing is done to what the app does not hand over itself."""

    feature = "sanitizing"
    options_type = SanitizingOptions

    def configure(self, app: Flask) -> None:
        """Add ``|sanitize`` and ``|linkify``; filters of the app with these names stay."""
        offer(app, filters={"sanitize": sanitize_filter, "linkify": linkify_filter})

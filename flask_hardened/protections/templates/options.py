"""Options of the templates room."""

from __future__ import annotations

from ...options import Options, options


@options
class TemplatesOptions(Options):
    """Autoescaping, and escaping for the HTML context."""

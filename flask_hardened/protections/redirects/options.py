"""Options of the redirects room."""

from __future__ import annotations

from ...options import Options, options


@options
class RedirectsOptions(Options):
    """Redirects that stay on the site."""

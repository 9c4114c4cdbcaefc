"""The redirects room: redirects that stay on the site."""

from __future__ import annotations

from ...protection import Protection
from .options import RedirectsOptions


class Redirects(Protection[RedirectsOptions]):
    """Redirects that stay on the site."""

    feature = "redirects"
    options_type = RedirectsOptions

"""The templates room: autoescaping, and escaping for the HTML context."""

from __future__ import annotations

from ...protection import Protection
from .options import TemplatesOptions


class Templates(Protection[TemplatesOptions]):
    """Autoescaping, and escaping for the HTML context."""

    feature = "templates"
    options_type = TemplatesOptions

"""Which templates are autoescaped: every one, but for those that the app names."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from fnmatch import translate

from ...markup.template_names import is_html

logger = logging.getLogger("flask_hardened")

_MOST = 2048
_ALWAYS = (".xml", ".rss", ".atom")
"""What is escaped elsewhere too, or should be."""
_NOTE = "The template %s is autoescaped, as all are. If it is no HTML, name it in HARDENED_TEMPLATES_UNESCAPED."


class Autoescape:
    """Tells Jinja whether to escape a template; it asks for every template it renders.

    :param unescaped: patterns of names.
    """

    def __init__(self, unescaped: Iterable[str]) -> None:
        patterns = [translate(pattern) for pattern in unescaped]
        self._pattern = re.compile("|".join(patterns)) if patterns else None
        self._known: dict[str | None, bool] = {None: True}

    def __call__(self, name: str | None) -> bool:
        """Tell whether the template with this name is escaped; one from a string has none, and is."""
        known = self._known.get(name)
        if known is None:
            assert name is not None
            known = self.escapes(name)
            if len(self._known) < _MOST:
                self._known[name] = known
                if known and not is_html(name) and not name.lower().endswith(_ALWAYS):
                    logger.warning(_NOTE, name)
        return known

    def escapes(self, name: str) -> bool:
        """Tell the same of a template that nobody renders now."""
        return self._pattern is None or self._pattern.match(name) is None

"""Templates: every one is autoescaped, and each value is escaped for the place in the page where it is put (CWE-79)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import Environment

from ...errors import Problem
from ...protection import Protection
from .addresses import AddressRule
from .autoescape import Autoescape
from .jinja import Escaping, install_in, prepare_jinja
from .modes import escapers_of
from .options import TemplatesOptions
from .reporting import Reports

if TYPE_CHECKING:
    from ...hardening import Hardening
    from ...policy import Policy


class Templates(Protection[TemplatesOptions]):
    """Escapes at the place where a value is put, as Go's ``html/template`` does.

    Sources: OWASP Cross Site Scripting Prevention Cheat Sheet; Samuel, Saxena, Song: "Context-Sensitive
    Auto-Sanitization in Web Templating Languages" (CCS 2011).
    """

    feature = "templates"
    options_type = TemplatesOptions
    _escaping: Escaping

    def __init__(self, options: TemplatesOptions, policy: Policy) -> None:
        super().__init__(options, policy)
        self._reports = Reports()
        self._found: object = None

    def configure(self, app: Flask) -> None:
        """Have the app's templates escaped, also those rendered before the first request."""
        self._found = _autoescape_of(app)
        rule = AddressRule(self.options.url_schemes)
        escapers = escapers_of(app, self.options.mode, rule, self._reports)
        self._escaping = Escaping(rule, Autoescape(self.options.unescaped), escapers)
        prepare_jinja(app, self._escaping)

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Bring the Jinja environment up to date with what was set on it since."""
        self._reports.start(hardening)
        self._found = self._turned_off(app)
        install_in(app.jinja_env, self._escaping)

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield where the app switches autoescaping off."""
        if self._turned_off(app) is False:
            yield Problem(
                "app.jinja_env.autoescape",
                "it is false, so every template would put out what users write as markup.",
                "Remove the setting, or name the templates that are no HTML in HARDENED_TEMPLATES_UNESCAPED.",
            )

    def notes(self, app: Flask) -> Iterator[str]:
        """Yield what makes the protection weaker than it looks, and what of the app's it replaces."""
        if self.options.mode == "warn":
            yield (
                "Values in addresses, scripts and styles of templates are escaped for HTML only, and reported. "
                "Set HARDENED_TEMPLATES_MODE to 'enforce' when the reports are dealt with."
            )
        found = self._found
        if found is False:
            yield (
                "The app switches autoescaping off: it is on again. "
                "Name templates that are no HTML in HARDENED_TEMPLATES_UNESCAPED."
            )
        elif callable(found) and not isinstance(found, Autoescape):
            yield (
                "The app's own choice of templates to autoescape is not asked: all are escaped but "
                "those named in HARDENED_TEMPLATES_UNESCAPED."
            )
        finalize = app.jinja_env.finalize if self.options.mode != "off" else None
        if finalize is not None and hasattr(finalize, "jinja_pass_arg"):
            yield "The app's finalize sees values in addresses and scripts only after they are escaped."

    def _turned_off(self, app: Flask) -> object:
        """Return what was chosen in place of our autoescaping: at set-up, or since."""
        now = _autoescape_of(app)
        return self._found if now is self._escaping.autoescape or now is None else now


def _autoescape_of(app: Flask) -> object:
    """Return what decides on autoescaping: False or a function of the app's own; None for Flask's."""
    environment: Environment | None = app.__dict__.get("jinja_env")
    found: object = app.jinja_options.get("autoescape") if environment is None else environment.autoescape
    if found is None:
        found = app.select_jinja_autoescape
    flasks = getattr(found, "__func__", None) is Flask.select_jinja_autoescape
    return None if flasks or found is True else found

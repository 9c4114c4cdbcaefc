"""Apps whose templates are escaped in one of the modes, and what they render."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template
from jinja2 import DictLoader

from flask_hardened import Hardened
from flask_hardened.protections.templates.options import Mode, TemplatesOptions
from tests.conftest import SECRET_KEY

PAGE = "page.html"


def app_of(templates: dict[str, str] | None = None, mode: Mode = "enforce", **options: Any) -> Flask:
    """An app whose pages come from `templates`, with nothing but the templates room to change them."""
    app = Flask("pages", template_folder=None)
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    app.jinja_loader = DictLoader(templates or {})
    Hardened(app, templates=TemplatesOptions(mode=mode, **options), csp=False, csrf=False, rate_limit=False)
    return app


def rendered(app: Flask, name: str = PAGE, **values: Any) -> str:
    """The text of a page, as a view would get it."""
    with app.test_request_context():
        return render_template(name, **values)


def page(source: str, mode: Mode = "enforce", **values: Any) -> str:
    """Render a page of its own."""
    return rendered(app_of({PAGE: source}, mode), **values)

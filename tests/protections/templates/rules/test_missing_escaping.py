"""FHM001: values in templates that are not escaped for their place."""

from flask import Flask
from jinja2 import DictLoader

from flask_hardened.protections.templates.options import TemplatesOptions
from flask_hardened.protections.templates.rules.missing_escaping import missing_escaping
from tests.audit.asking import hardened_app, places, plain_app


def with_page(app: Flask) -> Flask:
    """The app with one template."""
    app.jinja_loader = DictLoader({"page.html": "<p>{{ x }}"})
    return app


def test_found_without_the_feature() -> None:
    """In an app that is not hardened, and where it is off."""
    assert ["Hardened(app)"] == places(missing_escaping, with_page(plain_app()))
    assert ["HARDENED_TEMPLATES"] == places(missing_escaping, with_page(hardened_app(templates=False)))


def test_not_found_where_it_is_on_or_nothing_is_rendered() -> None:
    """Another mode is another rule's, and an app without templates has nothing to escape."""
    assert [] == places(missing_escaping, with_page(hardened_app()))
    assert [] == places(missing_escaping, with_page(hardened_app(templates=TemplatesOptions(mode="warn"))))
    assert [] == places(missing_escaping, plain_app())

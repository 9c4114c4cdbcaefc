"""FHM001: values in templates that are not escaped for their place."""

import pytest
from flask import Flask
from jinja2 import DictLoader

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.templates.options import TemplatesOptions
from flask_hardened.protections.templates.rules.missing_escaping import missing_escaping
from tests.audit.asking import ask, hardened_app, places, plain_app


def with_page(app: Flask) -> Flask:
    """The app with one template."""
    app.jinja_loader = DictLoader({"page.html": "<p>{{ x }}"})
    return app


def test_found_without_the_feature() -> None:
    """In an app that is not hardened, and where it is off."""
    assert ["Hardened(app)"] == places(missing_escaping, with_page(plain_app()))
    assert ["HARDENED_TEMPLATES"] == places(missing_escaping, with_page(hardened_app(templates=False)))


@pytest.mark.parametrize(
    ("page", "severity"),
    [
        ("<p>{{ x }}", Severity.MEDIUM),
        ("<p title='{{ x }}'>", Severity.MEDIUM),
        ("<a href='{{ x }}'>", Severity.HIGH),
        ("<p title={{ x }}>", Severity.HIGH),
        ("<script>f({{ x }})</script>", Severity.HIGH),
    ],
)
def test_found_severity_follows_where_values_stand(page: str, severity: Severity) -> None:
    """High only where a value stands at a place for which escaping for HTML is not enough."""
    app = plain_app()
    app.jinja_loader = DictLoader({"page.html": page})
    assert [severity] == [finding.severity for finding in ask(missing_escaping, app)]


def test_not_found_where_it_is_on_or_nothing_is_rendered() -> None:
    """Another mode is another rule's, and an app without templates has nothing to escape."""
    assert [] == places(missing_escaping, with_page(hardened_app()))
    assert [] == places(missing_escaping, with_page(hardened_app(templates=TemplatesOptions(mode="warn"))))
    assert [] == places(missing_escaping, plain_app())

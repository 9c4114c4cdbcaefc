"""FHX002: evidence that could not be read."""

from jinja2 import BaseLoader, DictLoader

from flask_hardened.audit.rules.unchecked_evidence import unchecked_evidence
from tests.audit.asking import ask, hardened_app, places


class SilentLoader(BaseLoader):
    """A loader that cannot list its templates."""


def test_found_for_a_template_that_does_not_parse() -> None:
    """The template is named; those beside it are read all the same."""
    app = hardened_app()
    app.jinja_loader = DictLoader({"broken.html": "{% if %}", "fine.html": "<p>"})
    assert ["the template broken.html"] == places(unchecked_evidence, app)


def test_found_for_a_loader_that_lists_nothing() -> None:
    """Templates that cannot be listed cannot be checked."""
    app = hardened_app()
    app.jinja_options = {**app.jinja_options, "loader": SilentLoader()}
    found = ask(unchecked_evidence, app)
    assert ["Could not check the templates: the app's template loader cannot list them."] == [
        finding.message for finding in found
    ]


def test_not_found_when_everything_is_read() -> None:
    """Templates in Jinja's own syntax, and none at all."""
    app = hardened_app()
    app.jinja_loader = DictLoader({"fine.html": "{% raw %}{% if %}{% endraw %}"})
    assert [] == places(unchecked_evidence, app)
    assert [] == places(unchecked_evidence, hardened_app())

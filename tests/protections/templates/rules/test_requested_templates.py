"""FHM012: templates whose text comes from outside."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.protections.templates.rules.requested_templates import requested_templates
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "from flask import render_template_string\nimport jinja2"


@pytest.mark.parametrize(
    "code",
    [
        "render_template_string(f\"<h1>{request.args['q']}</h1>\")",
        'render_template_string(request.form["template"])',
        'jinja2.Template("Hello " + name).render()',
        "jinja2.Environment().from_string(request.data).render()",
        'source = "<h1>%s</h1>" % name\nreturn render_template_string(source)',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """The text of the template, whole or in part."""
    assert 1 == len(lines(requested_templates, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'render_template_string("<h1>{{ q }}</h1>", q=request.args["q"])',
        "render_template_string(PAGE, q=name)",
        'jinja2.Template("Hello {{ n }}").render(n=name)',
        'render_template_string(f"<h1>{number}</h1>")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Its variables, constants and numbers."""
    assert [] == lines(requested_templates, in_view(IMPORTS, code))


def test_found_with_less_certainty_for_other_values() -> None:
    """A parameter is medium, and nothing is said of a text that is passed on whole."""
    text = "from flask import render_template_string\ndef page(title):\n    return render_template_string('<h1>' + title)\n"
    levels = [(hit.severity, hit.confidence) for hit in found(requested_templates, text)]
    assert [(Severity.HIGH, Confidence.MEDIUM)] == levels
    assert [] == lines(requested_templates, text.replace("'<h1>' + title", "title"))

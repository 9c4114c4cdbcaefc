"""FHZ003: HTML from elsewhere that is declared safe."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.protections.sanitizing.rules.unsanitized_html import unsanitized_html
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import markdown, mistune, bleach\nfrom markupsafe import Markup\nfrom flask_hardened import sanitize"


@pytest.mark.parametrize(
    "code",
    [
        'Markup(request.form["html"])',
        'html = request.json["html"]\nMarkup(html)',
        'Markup(markdown.markdown(request.form["text"]))',
        "body = markdown.markdown(post.text)\nMarkup(body)",
        "Markup(mistune.html(post.text))",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Data of the request, and what Markdown libraries pass on."""
    assert 1 == len(lines(unsanitized_html, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'Markup(sanitize(request.form["html"]))',
        "Markup(bleach.clean(markdown.markdown(post.text)))",
        "sanitize(markdown.markdown(post.text))",
        'Markup("<b>constant</b>")',
        "Markup(post.body)",
        "Markup(mistune.html(post.text, escape=True))",
        'Markup.escape(request.form["html"])',
        'Markup(request.form["html"]).unescape()',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """What was sanitized, constants, and what nothing is known of."""
    assert [] == lines(unsanitized_html, in_view(IMPORTS, code))


def test_found_with_less_certainty_for_markdown() -> None:
    """Who wrote the text is not known."""
    [finding] = found(unsanitized_html, in_view(IMPORTS, "Markup(markdown.markdown(post.text))"))
    assert (Severity.HIGH, Confidence.MEDIUM) == (finding.severity, finding.confidence)

"""FHC005: handlers and style attributes that are put together when the page is rendered."""

import pytest
from flask import Flask
from jinja2 import DictLoader

from flask_hardened.protections.csp.rules.dynamic_inline_attributes import dynamic_inline_attributes
from tests.audit.asking import ask, hardened_app, places, plain_app


def with_page(app: Flask, text: str) -> Flask:
    """Return the app with one template."""
    app.jinja_loader = DictLoader({"page.html": text})
    return app


@pytest.mark.parametrize(
    ("text", "place", "severity"),
    [
        ("""<p>\n<button onclick="greet('{{ name }}')">""", "page.html:2", "medium"),
        ("""<b style="width: {{ used }}%">""", "page.html:1", "low"),
        ("""<b ONMOUSEOVER='f({{ n|tojson }})'>""", "page.html:1", "medium"),
    ],
)
def test_found_with_its_line(text: str, place: str, severity: str) -> None:
    """A variable in a handler is worse than one in a style; the app need not be hardened."""
    for app in (with_page(hardened_app(), text), with_page(plain_app(), text)):
        assert [place] == places(dynamic_inline_attributes, app)
        assert [severity] == [finding.severity.label for finding in ask(dynamic_inline_attributes, app)]


@pytest.mark.parametrize(
    "text",
    [
        """<button onclick="greet()">""",
        """<b style="margin: 0">""",
        """<button data-name="{{ name }}" onclick="greet(this.dataset.name)">""",
        """<p title="onclick={{ name }}">""",
        """<!-- <b onclick="f({{ n }})"> -->""",
        """<script>var used = {{ used }};</script>""",
        """{# <b onclick="f({{ n }})"> #}""",
    ],
)
def test_not_found_for_constants_and_other_places(text: str) -> None:
    """Constant attributes, other attributes, comments and script elements are not what the rule is about."""
    assert [] == places(dynamic_inline_attributes, with_page(hardened_app(), text))

"""FHM002: values where escaping for HTML is not enough, in an app that does no more."""

import pytest
from flask import Flask
from jinja2 import DictLoader

from flask_hardened.protections.templates.options import Mode, TemplatesOptions
from flask_hardened.protections.templates.rules.unenforced_escaping import unenforced_escaping
from tests.audit.asking import hardened_app, places


def with_page(text: str, mode: Mode = "warn") -> Flask:
    """An app with one template, in a mode."""
    app = hardened_app(templates=TemplatesOptions(mode=mode))
    app.jinja_loader = DictLoader({"page.html": text})
    return app


@pytest.mark.parametrize(
    "text",
    [
        "\n<a href='{{ x }}'>",
        "\n<p onclick='f({{ x }})'>",
        "\n<script>'{{ x }}'</script>",
        "\n<p style='{{ x }}'>",
        "\n<p {{ x }}>",
        "\n<{{ x }}>",
        "\n<iframe srcdoc='{{ x }}'>",
    ],
)
def test_found_in_the_other_modes(text: str) -> None:
    """With the line, when values there are only reported or not looked at."""
    assert ["page.html:2"] == places(unenforced_escaping, with_page(text))
    assert ["page.html:2"] == places(unenforced_escaping, with_page(text, "off"))


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("<a href='{{ x }}'>", "enforce"),
        ("<p>{{ x }}</p>", "warn"),
        ("<p title='{{ x }}'>", "warn"),
        ("<a href='/a/{{ x }}'>", "warn"),
        ("<a href='{{ url_for(\"a\") }}'>", "warn"),
        ("<a href='{{ x|safe }}'>", "warn"),
    ],
)
def test_not_found_where_html_is_enough(text: str, mode: Mode) -> None:
    """Nor where the mode is `enforce`."""
    assert [] == places(unenforced_escaping, with_page(text, mode))

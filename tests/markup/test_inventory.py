"""The inline code of a template, listed."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader, TemplateNotFound

from flask_hardened.markup import Inline, inventory
from flask_hardened.markup.hashes import attribute_hash, element_hash

PAGE = """<script>a()</script>
<script src="/a.js"></script>
<script type="application/json">{}</script>
<script>{{ a }}</script>
<p
  class="x"
  onclick="b()"
  style="width: {{ w }}%">
{# a comment
#}{%- if x -%}

<p onclick="{% if y %}c{% else %}{{ y }}{% endif %}">
{% endif %}
<style>p {}</style>
</p onclick="d">
"""


def test_inventory():
    """Each with its line, in document order."""
    environment = Environment(loader=DictLoader({"page.html": PAGE}))
    expected = [
        (1, "script", element_hash("a()")),
        (4, "script", None),
        (7, "handler", attribute_hash("b()")),
        (8, "style", None),
        (12, "handler", attribute_hash("c")),
        (12, "handler", None),
        (14, "style-element", element_hash("p {}")),
    ]
    assert [
        Inline(file="page.html", line=line, kind=kind, constant=digest is not None, hash=digest)
        for line, kind, digest in expected
    ] == inventory(environment, "page.html")


def test_the_file_is_named(tmp_path):
    """Where there is one."""
    (tmp_path / "a.html").write_text("<p onclick='a'>")
    assert [str(tmp_path / "a.html")] == [
        item.file for item in inventory(Environment(loader=FileSystemLoader(tmp_path)), "a.html")
    ]


def test_tags_of_the_parent_are_the_parents():
    """A child lists the attributes it adds, not the element around its block."""
    templates = {
        "base": "<script {% block a %}{% endblock %}>{% block js %}{% endblock %}</script>",
        "child": "{% extends 'base' %}{% block a %}onload='x'{% endblock %}{% block js %}'<p onclick=a>'{% endblock %}",
    }
    environment = Environment(loader=DictLoader(templates))
    assert [("handler", 1)] == [(item.kind, item.line) for item in inventory(environment, "child")]
    assert [("script", False)] == [(item.kind, item.constant) for item in inventory(environment, "base")]


@pytest.mark.parametrize(
    "source", ["<p>", "<!-- <script></script> -->", "<p on='a' data-style='b'>", "<script src=a></script>"]
)
def test_nothing_to_list(source):
    """Pages without inline code."""
    assert [] == inventory(Environment(loader=DictLoader({"a": source})), "a")


def test_text_templates_have_none():
    """They are not HTML."""
    assert [] == inventory(Environment(loader=DictLoader({"a.txt": "<p onclick=a>"})), "a.txt")


def test_missing_templates_are_told():
    """A misspelt name does not look like a clean page."""
    with pytest.raises(TemplateNotFound):
        inventory(Environment(loader=DictLoader({})), "a")

"""HTML templates are told by their names."""

from __future__ import annotations

import pytest

from flask_hardened.markup.template_names import is_html


@pytest.mark.parametrize(
    "name", [None, "a.html", "a.HTM", "a.xhtml", "a", "a.j2", "a.html.jinja", "a.js.html", "js", "a.svg"]
)
def test_html(name):
    """Anything without a suffix known to mean something else."""
    assert is_html(name)


@pytest.mark.parametrize(
    "name", ["a.txt", "a.TXT", "a.js", "a.css", "a.json", "a.sql", "a.csv", "m/a.txt.j2", "a.js.jinja2"]
)
def test_not_html(name):
    """Text, code and values."""
    assert not is_html(name)


@pytest.mark.parametrize("name", ["a.txt", "a.js", "a.css", "a.json", "a.sql", "a.csv", "a.txt.j2"])
def test_other_templates_stay_as_they_are(name, make):
    """They get neither nonces nor hashes."""
    environment = make({name: "<script></script><p onclick=a style='x:{{ 1 }}'>"})
    assert "<script></script><p onclick=a style='x:1'>" == environment.get_template(name).render()

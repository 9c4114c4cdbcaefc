"""Hashes of a page, known before it is rendered."""

from __future__ import annotations

import gc
import os
import weakref

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, FunctionLoader, TemplateSyntaxError

from flask_hardened.markup import PageHashes, collect_hashes
from flask_hardened.markup.hashes import attribute_hash

TEMPLATES = {
    "base.html": "<body onload='base'>{% block b %}{% endblock %}{% include 'part.html' %}",
    "child.html": "{% extends 'base.html' %}{% import 'm.html' as m %}{% block b %}<p style='child'>{% endblock %}",
    "part.html": "<p onclick='part'>{% include ['none.html', 'list.html'] ignore missing %}",
    "list.html": "<p onclick='list'>{% include 'part.html' %}",
    "m.html": "{% macro x() %}<script nonce='{{ n }}'></script>{% endmacro %}",
    "text.txt": "<p onclick='text'>",
    "dynamic.html": "{% include name %}<p onclick='dynamic'><p style='a:{{ n }}'>",
    "syntax.html": "{% if %}",
    "script.html": "<script></script>",
    "attributes.html": "<div {% block attributes %}{% endblock %}>",
    "filled.html": "{% extends 'attributes.html' %}{% block attributes %}onclick='filled'{% endblock %}",
}


@pytest.fixture
def environment():
    return Environment(loader=DictLoader(TEMPLATES), extensions=["jinja2.ext.do"])


def hashes(*texts):
    return tuple(map(attribute_hash, texts))


CASES = [
    ("child.html", ("base", "part", "list"), ("child",), True),
    ("base.html", ("base", "part", "list"), (), False),
    ("list.html", ("list", "part"), (), False),
    ("text.txt", (), (), False),
    ("dynamic.html", ("dynamic",), (), True),
    ("script.html", (), (), True),
    ("filled.html", ("filled",), (), False),
    ("missing.html", (), (), False),
]


@pytest.mark.parametrize(("name", "script", "style", "needs_nonce"), CASES)
def test_a_template_and_all_it_uses(name, script, style, needs_nonce, environment):
    """By constant names; missing ones add nothing."""
    found = collect_hashes(environment, name)
    assert set(hashes(*script)) == set(found.script)
    assert hashes(*style) == found.style
    assert needs_nonce is found.needs_nonce()


ASKING = [
    ("{{ csp_nonce() }}", True),
    ("{% set nonce = csp_nonce %}", True),
    ("{{ tags() }}", True),
    ("{{ assets.tags() }}", True),
    ("{{ assets['tags']() }}", True),
    ("{% set url_for = tags %}{{ url_for() }}", True),
    ("{% macro m(row) %}{{ row() }}{% endmacro %}", True),
    ("{% include name %}", True),
    ("{{ url_for('a') }}{{ _('a') }}{{ range(3) }}{{ namespace(a=1) }}{{ csrf_token() }}", False),
    ("{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{% endcall %}{{ m() }}", False),
    ("{% import 'm.txt' as a %}{% from 'm.txt' import b, c as d %}{{ a.x() }}{{ b() }}{{ d() }}", False),
    ("{% block b %}{% endblock %}{{ self.b() }}{{ super() }}{{ row.items() }}{{ day.strftime('%d') }}", False),
    ("{% for a in b %}{{ loop.cycle(1, 2) }}{{ a|upper }}{{ a.b['c'] }}{% endfor %}", False),
]


@pytest.mark.parametrize(("source", "unknown"), ASKING)
def test_what_may_ask_for_a_nonce(source, unknown, environment):
    """A function that is not known may put a tag out; those of Flask and Jinja do not, nor do macros."""
    found = collect_hashes(environment, source=source)
    assert PageHashes(unknown=unknown) == found
    assert unknown is found.needs_nonce()


def test_a_page_may_load_without_some_nonces(environment):
    """What its policy lets load without is named, by kind."""
    found = collect_hashes(environment, source="<link rel=stylesheet href=a><link rel=stylesheet href=//b>")
    assert PageHashes(nonces=frozenset({"own_style", "foreign_style"})) == found
    assert found.needs_nonce()
    assert found.needs_nonce(frozenset({"own_style"}))
    assert not found.needs_nonce(frozenset({"own_style", "foreign_style"}))


def test_a_template_from_a_string(environment):
    """Its own hashes and those of the files it uses."""
    found = collect_hashes(environment, source="<p style='a'>{% include 'script.html' %}{% include 'list.html' %}")
    assert PageHashes(script=hashes("list", "part"), style=hashes("a"), nonces=frozenset({"own"})) == found
    assert PageHashes() == collect_hashes(environment)


STRINGS = ["", "<p>", "<p style='a'>{% include 'script.html' %}", "{% extends 'child.html' %}", "<script></script>"]


@pytest.mark.parametrize("source", STRINGS)
def test_a_compiled_template_without_a_name_tells_the_same(source, make, environment):
    """Where its source is no longer at hand."""
    assert collect_hashes(environment, source=source) == make(TEMPLATES).from_string(source).hardened_page


def test_a_compiled_template_with_a_name_is_looked_up(make):
    """It may have come from a bytecode cache, and its file may have changed."""
    assert make(TEMPLATES).get_template("script.html").hardened_page is None


def test_many_templates_from_strings_are_not_all_kept(environment):
    """A string made for each request does not fill the memory."""
    for number in range(600):
        collect_hashes(environment, source=f"<p style='a{number}'>")
    kept = environment.hardened_markup_summaries
    assert len(kept.unnamed) < 300


def test_the_same_as_recorded_when_rendering(make, sink):
    """What is collected is what rendering records."""
    environment = make({**TEMPLATES, "list.html": "<p onclick='list'>"})
    environment.get_template("child.html").render()
    found = collect_hashes(environment, "child.html")
    assert (set(found.script), set(found.style)) == (set(sink.script), set(sink.style))


def test_each_template_is_read_once(tmp_path):
    """Until its file changes, and then only if templates are reloaded."""
    page = tmp_path / "a.html"
    page.write_text("<p onclick='a'>")
    reloading = Environment(loader=FileSystemLoader(tmp_path))
    frozen = Environment(loader=FileSystemLoader(tmp_path), auto_reload=False)
    for environment in (reloading, frozen):
        assert hashes("a") == collect_hashes(environment, "a.html").script
    page.write_text("<p onclick='b'>")
    os.utime(page, (1, 1))
    assert hashes("b") == collect_hashes(reloading, "a.html").script
    assert hashes("a") == collect_hashes(frozen, "a.html").script


def test_counted_reads():
    """The loader is asked once for each template."""
    asked = []

    def load(name):
        asked.append(name)
        return TEMPLATES.get(name)

    environment = Environment(loader=FunctionLoader(load))
    for _ in range(3):
        collect_hashes(environment, "list.html")
    assert sorted({*asked, "none.html"}) == sorted(dict.fromkeys(asked))
    assert 1 == asked.count("list.html") == asked.count("part.html")


def test_another_loader_another_template(environment):
    """Nothing kept from the one before is used."""
    collect_hashes(environment, "script.html")
    environment.loader = ChoiceLoader([DictLoader({"script.html": "<p onclick='new'>"}), environment.loader])
    assert hashes("new") == collect_hashes(environment, "script.html").script


def test_overlays_read_with_their_own_syntax(environment):
    """The same source is another template with other delimiters."""
    source = "<p style='a[[ x ]]'>"
    overlay = environment.overlay(variable_start_string="[[", variable_end_string="]]")
    assert hashes("a[[ x ]]") == collect_hashes(environment, source=source).style
    assert () == collect_hashes(overlay, source=source).style
    assert hashes("a[[ x ]]") == collect_hashes(environment, source=source).style


def test_a_loader_without_sources():
    """Compiled templates may need a nonce: it is assumed."""

    class Compiled(DictLoader):
        has_source_access = False

        def get_source(self, environment, template):
            raise RuntimeError("no sources here")

    assert PageHashes(unknown=True) == collect_hashes(Environment(loader=Compiled({})), "a")


def test_no_loader():
    """Nothing is found."""
    assert PageHashes() == collect_hashes(Environment(), "a")


def test_syntax_errors_are_told(environment):
    """The template could not be rendered either."""
    with pytest.raises(TemplateSyntaxError):
        collect_hashes(environment, "syntax.html")


def test_environments_are_not_kept_alive(environment):
    """What is kept goes with the environment."""
    made = Environment(loader=DictLoader(TEMPLATES))
    collect_hashes(made, "child.html")
    gone = weakref.ref(made)
    del made
    gc.collect()
    assert gone() is None

"""The context of every expression is known, as a contextual escaper needs it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from jinja2 import Environment

from flask_hardened.markup.tags import HOLE, Context
from flask_hardened.markup.walker import survey


def contexts(source):
    tree = Environment(extensions=["jinja2.ext.loopcontrols", "jinja2.ext.do"]).parse(source)
    return [expression.context for expression in survey(tree).expressions]


def at(state, element="", tag="", attribute=""):
    return Context(state=state, element=element, tag=tag, attribute=attribute)


CONTEXTS = [
    ("{{ x }}", at("DATA")),
    ("<p>{{ x }}</p>", at("DATA")),
    ("<p {{ x }}>", at("BEFORE_ATTRIBUTE", tag="p")),
    ("<p{{ x }}>", at("TAG_NAME")),
    ("<{{ x }}>", at("TAG_OPEN")),
    ("</{{ x }}>", at("END_TAG_OPEN")),
    ("<a href={{ x }}>", at("BEFORE_VALUE", tag="a", attribute="href")),
    ("<a href=/{{ x }}>", at("VALUE_UNQUOTED", tag="a", attribute="href")),
    ("<a href='{{ x }}'>", at("VALUE_SINGLE_QUOTED", tag="a", attribute="href")),
    ('<a HREF="{{ x }}">', at("VALUE_DOUBLE_QUOTED", tag="a", attribute="href")),
    ("<a href='{% if y %}a{% endif %}{{ x }}'>", at("VALUE_SINGLE_QUOTED", tag="a", attribute="href")),
    ("<a data-{{ 1 }}='{{ x }}'>", at("VALUE_SINGLE_QUOTED", tag="a", attribute=f"data-{HOLE}")),
    ("<p title='a'{{ x }}>", at("AFTER_VALUE", tag="p")),
    ("<p a {{ x }}>", at("AFTER_ATTRIBUTE_NAME", tag="p", attribute="a")),
    ("<p a{{ x }}>", at("ATTRIBUTE_NAME", tag="p")),
    ("<script>{{ x }}</script>", at("SCRIPT", element="script")),
    ("<script>a<{{ x }}</script>", at("RAW_LESS_THAN", element="script")),
    ("<script><!--{{ x }}</script>", at("SCRIPT_ESCAPED_DASH_DASH", element="script")),
    ("<script><!--<script>{{ x }}</script>", at("SCRIPT_DOUBLE_ESCAPED", element="script")),
    ("<style>{{ x }}</style>", at("RAWTEXT", element="style")),
    ("<title>{{ x }}</title>", at("RCDATA", element="title")),
    ("<script></script>{{ x }}", at("DATA")),
    ("<!-- {{ x }}", at("COMMENT")),
    ("<!{{ x }}", at("MARKUP_DECLARATION")),
    ("<!doctype {{ x }}", at("BOGUS_COMMENT")),
    ("<plaintext>{{ x }}", at("PLAINTEXT")),
    ("<plaintext>{% macro m() %}{{ x }}{% endmacro %}", at("PLAINTEXT")),
    ("<svg><![CDATA[{{ x }}", at("CDATA")),
    ("<svg><![CDATA[ ]{{ 1 }}]>{{ x }}", at("CDATA")),
    ("<script>{% macro m() %}{{ x }}{% endmacro %}</script>", at("SCRIPT", element="script")),
    ("<p title='{% macro m() %}{{ x }}{% endmacro %}'>", at("DATA")),
    ("{% for a in b if c %}{{ x }}{% if d %}{% break %}{% endif %}{% endfor %}", at("DATA")),
    ("{% do y() %}{{ x }}", at("DATA")),
]


@pytest.mark.parametrize(("source", "context"), CONTEXTS)
def test_context_of_an_expression(source, context):
    """State, raw element, tag and attribute of the last expression."""
    assert context == replace(contexts(source)[-1], before=(), foreign=False)


BEFORE = [
    ("<a href='/a/{{ x }}'>", ("/a/",)),
    ("<a href='{{ 1 }}b{{ x }}'>", (f"{HOLE}b",)),
    ("<a href='{% if a %}b{% else %}c{% endif %}{{ x }}'>", ("b", "c")),
    ("<a href={{ x }}>", ("",)),
    ("<script>f('{{ x }}", ("f('",)),
    ("<script>f({{ 1 }}, '{{ x }}", (f"f({HOLE}, '",)),
    ("<script>{% if a %}'{% else %}b{% endif %}{{ x }}", ("'", "b")),
    ("<style>b { c: {{ x }}", ("b { c: ",)),
    ("<a data-{{ x }}", ("data-",)),
    ("<a data-{{ 1 }}{{ x }}", (f"data-{HOLE}",)),
    ("<h{{ x }}", ("h",)),
    ("<a href='{% block b %}/c{% endblock %}{{ x }}'>", ("/c", HOLE)),
    ("{{ x }}", ("",)),
]


@pytest.mark.parametrize(("source", "before"), BEFORE)
def test_what_stands_before_an_expression(source, before):
    """In the same value, name, script or style, on each way there."""
    assert before == contexts(source)[-1].before


def test_where_branches_end_apart_all_places_are_known():
    """Until a character that ends one of them."""
    source = "{% if a %}<p title='{% else %}<a href='{% endif %}{{ 1 }}'>{{ 2 }}"
    first, second = survey(Environment().parse(source)).expressions
    assert ["href"] == [context.attribute for context, _ in first.others]
    assert () == second.others


def test_autoescaping_that_is_switched_off_is_known():
    """In its block, but not in a block that a child may fill, which Jinja renders with the template's own setting."""
    source = "{{ 1 }}{% autoescape false %}{{ 2 }}{% block b %}{{ 3 }}{% endblock %}{{ 4 }}{% endautoescape %}{{ 5 }}"
    found = survey(Environment().parse(source)).expressions
    assert [True, False, True, False, True] == [expression.escaped for expression in found]


def test_includes_are_known_with_their_places():
    """So that the audit can list those in scripts."""
    found = survey(Environment().parse("{% include 'a' %}<script>{% include 'b' %}</script>")).inclusions
    assert ["DATA", "SCRIPT"] == [context.state for _, context in found]


def test_all_expressions_in_document_order():
    """Those in macros, calls, loops and branches too."""
    source = (
        "{{ 1 }}{% if a %}{{ 2 }}{% elif b %}{{ 3 }}{% else %}{{ 4 }}{% endif %}{% for c in d %}{{ 5 }}{% else %}{{ 6 }}"
        "{% endfor %}{% macro e() %}{{ 7 }}{% endmacro %}{% call e() %}{{ 8 }}{% endcall %}{% set f %}{{ 9 }}{% endset %}"
        "{% filter upper %}{{ 10 }}{% endfilter %}{% with %}{{ 11 }}{% endwith %}{% block g %}{{ 12 }}{% endblock %}"
        "{% autoescape true %}{{ 13 }}{% endautoescape %}"
    )
    found = survey(Environment().parse(source)).expressions
    assert list(range(1, 14)) == [expression.node.value for expression in found]

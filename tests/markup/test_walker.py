"""The context of every expression is known, as a contextual escaper needs it."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from flask_hardened.markup.tags import Context
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
    ("<a data-{{ 1 }}='{{ x }}'>", at("VALUE_SINGLE_QUOTED", tag="a")),
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
    assert context == contexts(source)[-1]


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

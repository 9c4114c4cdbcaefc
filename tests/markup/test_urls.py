"""``javascript:`` URLs, which are allowed by their hashes where they are constant."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

from flask_hardened.markup import collect_hashes, inventory
from flask_hardened.markup.origins import is_javascript, javascript_source


def source(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


URLS = [
    ("javascript:void(0)", "javascript:void(0)"),
    ("javascript:;", "javascript:;"),
    ("javascript:", "javascript:"),
    ("JavaScript:Void(0)", "javascript:Void(0)"),
    (" \t\njava\nscript:\tvoid(0) \x01 ", "javascript:void(0)"),
    ("&#106;avascript&colon;a(&quot;b&quot;)", 'javascript:a("b")'),
    ("javascript: void( 0 ) ;", "javascript: void( 0 ) ;"),
    ("javascript:a%20b", "javascript:a b"),
    ("javascript:'%41%zz%'", "javascript:'A%zz%'"),
    ("javascript:'%C3%A9\u00e9'", "javascript:'\u00e9\u00e9'"),
    ("javascript:1?'a b':\"<c>\"#d", "javascript:1?'a b':\"<c>\"#d"),
]
OTHERS = [
    "",
    "/javascript:1",
    "#javascript:1",
    "javascript",
    "javascripts:1",
    "xjavascript:1",
    "java script:1",
    "https://javascript:1",
    "javascript://comment%0aa()",
    "javascript:/a/.test(b)",
    "javascript:'%E9'",
    "\u00a0javascript:1",
]


@pytest.mark.parametrize(("value", "script"), URLS)
def test_what_is_hashed(value, script, render):
    """The URL as it is parsed, percent-decoded, with its scheme."""
    value = value.replace('"', "&quot;")
    page = render(f'<a href="{value}">a</a>')
    assert ([], [], [source(script)]) == (page.script, page.style, page.url)


@pytest.mark.parametrize("value", OTHERS)
def test_other_urls(value, render):
    """Nothing is recorded for what is no script, or what cannot be said for sure."""
    assert [] == render(f'<a href="{value}">a</a>').url


PLACES = [
    ("<a href='javascript:1'>", True),
    ("<A HREF=javascript:1>", True),
    ("<area href='javascript:1'>", True),
    ("<iframe src='javascript:1'></iframe>", True),
    ("<frame src='javascript:1'>", True),
    ("<svg><a xlink:href='javascript:1'></a></svg>", True),
    ("{% if x %}<a href='javascript:1'>{% endif %}", True),
    ("<a href='{% if x %}javascript:1{% else %}/b{% endif %}'>", True),
    ("<a href='{{ 'javascript:1' if x else '/b' }}'>", True),
    ("<a href='{% if x %}javascript:1{% else %}{{ x }}{% endif %}'>", True),
    ("<a title='javascript:1'>", False),
    ("<a data-href='javascript:1'>", False),
    ("<p href='javascript:1'>", False),
    ("<img src='javascript:1'>", False),
    ("<form action='javascript:1'>", False),
    ("<button formaction='javascript:1'>", False),
    ("<object data='javascript:1'>", False),
    ("</a href='javascript:1'>", False),
    ("<!-- <a href='javascript:1'> -->", False),
    ("<a href='javascript:{{ x }}'>", False),
    ("<a href='javascript:1{{ x }}'>", False),
    ("<a href='javascript:{{ n }}'>", False),
    ("<a href='{{ x }}javascript:1'>", False),
    ("<a href='{{ url }}'>", False),
    ("<a {{ x }}href='javascript:1'>", False),
    ("<{{ x }} href='javascript:1'>", False),
    ("{% if not x %}<a href='javascript:1'>{% endif %}", False),
]


@pytest.mark.parametrize(("template", "recorded"), PLACES)
def test_where_it_is_script(template, recorded, render):
    """Where browsers run it: in links and frames. In forms ``form-action`` forbids it anyway."""
    page = render(template, x="x", n=1, url="javascript:1")
    assert ([source("javascript:1")] if recorded else []) == page.url


def test_streamed_pages_know_them():
    """Also those of templates that are included."""
    environment = Environment(
        loader=DictLoader({"a": "<a href='javascript:a()'>{% include 'b' %}", "b": "<area href='javascript:b()'>"})
    )
    assert (source("javascript:a()"), source("javascript:b()")) == collect_hashes(environment, "a").url


def test_inventory():
    """Each with its line; the hash is missing where it cannot be said for sure."""
    text = "<a href='/a'>\n<a href='javascript:a()'>\n<a href='javascript:{{ a }}'>\n<a href='javascript:/a/'>\n<a href='{{ a }}'>"
    expected = [(2, True, source("javascript:a()")), (3, False, None), (4, True, None)]
    found = inventory(Environment(loader=DictLoader({"a": text})), "a")
    assert [("javascript-url", *item) for item in expected] == [
        (item.kind, item.line, item.constant, item.hash) for item in found
    ]


@given(st.text(alphabet=st.sampled_from("javscript:JAV \t\n%20/é;'\x00\x1f\u00a0")))
def test_any_text(value):
    """What is hashed begins with the scheme and is no longer than the URL; nothing else has a source."""
    script = javascript_source(value)
    if script is not None:
        assert is_javascript(value)
        assert script.startswith("javascript:")
        assert len(script) <= len(value)

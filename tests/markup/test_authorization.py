"""Hashes of event handlers and ``style`` attributes."""

from __future__ import annotations

import base64
import hashlib
from decimal import Decimal
from fractions import Fraction

import pytest
from markupsafe import Markup

SCRIPT, STYLE = "script", "style"


def source(text):
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


CONSTANT = [
    ("<p onclick='a()'>", ["a()"], []),
    ('<p OnClick="a()">', ["a()"], []),
    ("<p onclick=a()>", ["a()"], []),
    ("<p onclick = a()>", ["a()"], []),
    ("<p onclick\n=\n'a()'\n>", ["a()"], []),
    ("<p onclick>", [""], []),
    ("<p onclick=''>", [""], []),
    ("<p onclick=>", [""], []),
    ("<p onclick='a' onfocus='b'>", ["a", "b"], []),
    ("<p onclick='a'><p onclick='a'>", ["a"], []),
    ("<p onclick='a(&quot;x&quot;)'>", ['a("x")'], []),
    ("<p onclick='a(1 &amp;&amp; 2)'>", ["a(1 && 2)"], []),
    ("<p onclick='x=&copy=1'>", ["x=&copy=1"], []),
    ("<p onclick=' a(); \n b() '>", [" a(); \n b() "], []),
    ("<p onclick='a(\"\u00e9\")'>", ['a("\u00e9")'], []),
    ("<p onclick='</p>'>", ["</p>"], []),
    ("<p onclick='a'", [], []),
    ("<p onclick='a", [], []),
    ("<p data-onclick='a'>", [], []),
    ("<p on='a'>", [], []),
    ("<p on-click='a'>", [], []),
    ("<p x='onclick=a'>", [], []),
    ("<p>onclick='a'</p>", [], []),
    ("</p onclick='a'>", [], []),
    ("<!-- <p onclick='a'> -->", [], []),
    ("<script>'<p onclick=a>'</script>", [], []),
    ("<textarea><p onclick=a></textarea>", [], []),
    ("<body onload='a' style='b'>", ["a"], ["b"]),
    ("<p style='color: red'>", [], ["color: red"]),
    ("<p STYLE=color:red>", [], ["color:red"]),
    ("<p style>", [], [""]),
    ("<p styles='a'>", [], []),
    ("<p data-style='a'>", [], []),
    ("<svg:rect style='fill: none'/>", [], ["fill: none"]),
    ("<script style='a'></script>", [], ["a"]),
    ("<p style='a'><style>b</style><p style='c'>", [], ["a", "c"]),
]


@pytest.mark.parametrize(("template", "handlers", "styles"), CONSTANT)
def test_constant_attributes(template, handlers, styles, render):
    """The hash of a constant value is recorded when its tag is rendered, and nothing is put out."""
    page = render(template)
    if not template.endswith(">"):
        assert template == page.text
        return
    assert (
        template.replace("<script", '<script nonce="OWN"').replace("<style", '<style nonce="OWN"')
    ) == page.text.replace("'<p", "'<p")
    assert (list(map(source, handlers)), list(map(source, styles))) == (page.script, page.style)


CONDITIONAL = [
    ("<p onclick='{% if x %}a{% else %}b{% endif %}'>", ["a", "b"], []),
    ("<p onclick='{% if x %}a{% elif y %}b{% endif %}c'>", ["ac", "bc", "c"], []),
    ("{% if x %}<p onclick='a'>{% else %}<p onclick='b'>{% endif %}", ["a"], []),
    ("<p {% if x %}onclick='a'{% endif %}>", ["a"], []),
    ("<p {% if not x %}onclick='a'{% endif %}>", [], []),
    ("<p style='display: {{ 'none' if x else 'block' }}'>", [], ["display: none", "display: block"]),
    ("<p style='{{ 'color: red' if x }}'>", [], ["color: red", ""]),
    ("<p style='{{ 'a' if x else 'b' if y else 'c' }}'>", [], ["a", "b", "c"]),
    ("<p onclick='{{ 'a()' if x else 'b()' }}'>", ["a()", "b()"], []),
    ("<p onclick='{{ 'a&b' if x }}'>", ["a&b", ""], []),
    ("<p onclick='{{ x }}'>", [], []),
    ("<p onclick='a({{ x }})'>", [], []),
    ("<p onclick='a({{ x|tojson }})'>", [], []),
    ("<p onclick='{% if not x %}a{% else %}{{ x }}{% endif %}'>", ["a"], []),
    ("<p onclick={{ x }}>", [], []),
    ("<p on{{ x }}='a'>", [], []),
    ("<p {{ x }}onclick='a'>", [], []),
    ("<p {{ x }} onclick='a'>", ["a"], []),
    ("<{{ x }} onclick='a'>", ["a"], []),
    ("<p onclick='{% include 'i' %}'>", [], []),
    ("{% for i in 'ab' %}<p onclick='a'>{% endfor %}", ["a", "a"], []),
    ("<p onclick='{% for i in 'ab' %}a{% endfor %}'>", ["a", "", "aa"], []),
    ("{% macro m() %}<p onclick='a'>{% endmacro %}{{ m() }}", ["a"], []),
    ("{% macro m() %}<p onclick='a'>{% endmacro %}", [], []),
    ("{% set s %}<p style='a'>{% endset %}{{ s }}", [], ["a"]),
]


@pytest.mark.parametrize(("template", "handlers", "styles"), CONDITIONAL)
def test_conditional_attributes(template, handlers, styles, render):
    """Every value that the template's own text can make is recorded, none that has a variable in it."""
    page = render(template, {"i": "z"}, x="v")
    assert (list(map(source, handlers)), list(map(source, styles))) == (page.script, page.style)


def test_too_many_values_are_dynamic(render):
    """Conditions in a value multiply; beyond a limit nothing is recorded for what is left out."""
    template = "<p onclick='" + "".join(f"{{% if x{n} %}}{n}{{% endif %}}" for n in range(12)) + "'>"
    assert len(render(template).script) <= 32
    choice = "{{ 'a' if x else 'b' }}"
    assert 32 == len(render(f"<p onclick='{choice * 5}'>").script)
    assert [] == render(f"<p onclick='{choice * 6}'>").script


NUMBERS = [1, 0, -3, 12.5, -0.25, 1e30, 10**20, Decimal("1.50"), Decimal("1E+3")]


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_in_styles(number, render):
    """A ``style`` value whose unknown parts are numbers is recorded as rendered."""
    page = render("<p style='width: {{ w }}%'>", w=number)
    assert f"<p style='width: {number}%'>" == page.text
    assert [source(f"width: {number}%")] == page.style


class Loud(int):
    """A number that renders as something else."""

    def __str__(self):
        return "red"


class Html(int):
    """A number with markup of its own."""

    def __html__(self):
        return "red"


OTHERS = [
    "1",
    "",
    "red",
    Markup("1"),
    True,
    False,
    None,
    float("inf"),
    float("nan"),
    Fraction(1, 2),
    1j,
    Loud(1),
    Html(1),
    [1],
]


@pytest.mark.parametrize("value", OTHERS, ids=repr)
def test_anything_else_in_styles(value, render):
    """A string is never authorised, not even one that looks like a number."""
    page = render("<p style='width: {{ w }}%'>", w=value)
    assert [] == page.style


def test_undefined_in_styles(render):
    """An undefined variable is no number."""
    page = render("<p style='width: {{ w }}%'>")
    assert ("<p style='width: %'>", []) == (page.text, page.style)


STYLES = [
    ("<p style='a:{{ n }};b:{{ n + 1 }}px'>", "a:5;b:6px"),
    ("<p style='a:{{ n }}{{ n }}'>", "a:55"),
    ("<p style={{ n }}>", "5"),
    ("<p style={{ n }}px x>", "5px"),
    ("<p style='{{ n }}'>", "5"),
    ("<p style='\n a: {{ n }}px;\n b: {{ n }}px'>", "\n a: 5px;\n b: 5px"),
    ("<p style='&quot;{{ n }}&quot;'>", '"5"'),
    ("<p style='a:{{ n }};b:{{ 'c' if n else 'd' }}'>", "a:5;b:c"),
    ("<p style='{% if n %}a:{{ n }}{% endif %}'>", "a:5"),
    ("<p style='a:{{ n }}{% if n %};b:c{% endif %}'>", "a:5;b:c"),
    ("<p style='{% for i in range(3) %}a:{{ i }};{% endfor %}'>", "a:0;a:1;a:2;"),
    ("<p style='{% for i in range(3) %}{{ i }}{% endfor %}{% if n %}x{% endif %}'>", "012x"),
    ("{% if n %}<p style='a:{{ n }}'>{% endif %}", "a:5"),
    ("<p {% if n %}style='a:{{ n }}'{% endif %}>", "a:5"),
    ("{% block b %}<p style='a:{{ n }}'>{% endblock %}", "a:5"),
    ("{% macro m(n) %}<p style='a:{{ n }}'>{% endmacro %}{{ m(7) }}", "a:7"),
    ("<p style='a:{% with m = n %}{{ m }}{% endwith %}'>", "a:5"),
    ("<p style='a:{% set m = n %}{{ m }}'>", "a:5"),
    ("{% autoescape false %}<p style='a:{{ n }}'>{% endautoescape %}", "a:5"),
    ("{% for i in [5] recursive %}<p style='a:{{ i }}'>{% endfor %}", "a:5"),
]


@pytest.mark.parametrize(("template", "value"), STYLES)
def test_styles_with_numbers_everywhere(template, value, render):
    """Conditions and loops inside a value, and values inside conditions and loops."""
    page = render(template, n=5)
    assert source(value) in page.style
    assert value in page.text.replace("&quot;", '"')


UNFOLLOWED = [
    "<p style='a:{% block b %}{{ n }}{% endblock %}'>",
    "<p style='a:{% include 'i' %}{{ n }}'>",
    "<p style='a:{% call m() %}{{ n }}{% endcall %}'>",
    "{% if n %}<p style='a:{% endif %}{{ n }}'>",
    "{% for i in [] %}<p style='a:{% endfor %}{{ n }}'>",
    "<p s{{ 'tyle' }}='a:{{ n }}'>",
    "<p class='a:{{ n }}'>",
    "<p style='a:{{ n }}",
    "{% macro f() %}{{ n }}{% endmacro %}<p style='a:{{ f() }}'>",
]


@pytest.mark.parametrize("template", UNFOLLOWED)
def test_styles_that_cannot_be_followed(template, render):
    """They render as always; no value with the number in it is recorded."""
    template = "{% macro m() %}{{ caller() }}{% endmacro %}" + template
    page = render(template, {"i": "z"}, n=5)
    assert "5" in page.text
    assert all(item in {source("a:"), source("a:5")[:0]} for item in page.style)


def test_one_call_for_a_stretch_of_template(make, sink, monkeypatch):
    """Hashes that are put out together are recorded in one call."""
    calls = []
    monkeypatch.setattr(sink, "record", lambda *hashes: calls.append(hashes))
    make().from_string("<p onclick=a>{{ x }}<p style=b onclick=c>").render(x=1)
    assert [((source("a"), source("c")), (source("b"),), ())] == calls


def test_only_what_is_rendered(render):
    """A tag that is left out records nothing."""
    template = "{% if x %}<p onclick=a>{% else %}<p onclick=b>{% endif %}"
    assert [source("b")] == render(template, x=False).script


def test_a_style_inside_the_expression_of_another(render):
    """Values that are put together at the same time do not mix."""
    template = (
        "{% macro inner(n) %}<i style='b:{{ n }}'></i>{{ '' }}{% endmacro %}"
        "{% set ns = namespace(out='') %}"
        "<p style='a:{{ inner(2)|length * 0 + 7 }};c:{{ 1 }}'>"
    )
    page = render(template)
    assert {source("a:7;c:1"), source("b:2")} == set(page.style)

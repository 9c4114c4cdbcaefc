"""Handlers and styles with numbers and translations in them."""

from __future__ import annotations

from functools import partial

import pytest
from jinja2 import Environment
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from flask_hardened.markup import install
from flask_hardened.markup.hashes import attribute_hash


class Catalogue:
    """Translates what it knows, and leaves the rest."""

    def __init__(self, **messages):
        self.messages = messages

    def gettext(self, message, **values):
        text = self.messages.get(message, message)
        return text % values if values else text

    def ngettext(self, singular, plural, n):
        return (singular if n == 1 else plural) % {"num": n}

    def pgettext(self, context, message):
        return f"{context}: {message}"

    def npgettext(self, context, singular, plural, n):
        return f"{context}: {self.ngettext(singular, plural, n)}"

    def names(self):
        return {
            **dict.fromkeys(("_", "gettext", "_gettext"), self.gettext),
            **dict.fromkeys(("ngettext", "_ngettext"), self.ngettext),
            "pgettext": self.pgettext,
            "npgettext": self.npgettext,
        }


VALUES = {**Catalogue(Sure="Sicher?").names(), "n": 7, "text": "x()", "markup": Markup("x()")}

FOLLOWED = [
    ('<a onclick="remove({{ n }})">', "remove(7)"),
    ('<a onclick="remove({{ n }}, {{ n + 1 }})">', "remove(7, 8)"),
    ("<a onclick='remove({{ n }})'>", "remove(7)"),
    ("<a onclick=remove({{ n }})>", "remove(7)"),
    ('<a onclick="remove({{ n|tojson }})">', "remove(7)"),
    ('<a onclick="remove({{ n|int }})">', "remove(7)"),
    ('<a onclick="a({% if n %}{{ n }}{% else %}{{ text }}{% endif %})">', "a(7)"),
    ('<a onclick="{% for i in range(2) %}a({{ i }});{% endfor %}b({{ n }})">', "a(0);a(1);b(7)"),
    ('<a onclick="a(&quot;{{ n }}&quot;)">', 'a("7")'),
    ('{% macro m(i) %}<a onclick="go({{ i }})">{% endmacro %}{{ m(3) }}', "go(3)"),
    ("""<a onclick="return confirm('{{ _('Sure') }}')">""", "return confirm('Sicher?')"),
    ("""<a onclick="return confirm('{{ gettext('Other') }}')">""", "return confirm('Other')"),
    ("""<a onclick="return confirm('{{ _gettext('Sure') }}') && go({{ n }})">""", "return confirm('Sicher?') && go(7)"),
    ("""<a onclick="a('{{ ngettext('one', '%(num)d items', n) }}')">""", "a('7 items')"),
    ("""<a onclick="a('{{ _ngettext('one', 'more', 1) }}')">""", "a('one')"),
    ("""<a onclick="a('{{ pgettext('c', 'm') }}')">""", "a('c: m')"),
    ("""<a onclick="a('{{ npgettext('c', 's', 'p', n - 6) }}')">""", "a('c: s')"),
    ("""<a onclick="a('{{ _('%(n)s of %(m)s', n=n, m=9) }}')">""", "a('7 of 9')"),
    ("""<a onclick='a("{{ _('Don\\'t &amp; <b>') }}")'>""", """a("Don't &amp; <b>")"""),
    ("""<a onclick="a('{{ _('\\"') }}')">""", """a('"')"""),
    ("""<a onclick="&{{ _('copy=1') }}">""", "&copy=1"),
    ("""<p style="content: '{{ _('Sure') }}'; width: {{ n }}px">""", "content: 'Sicher?'; width: 7px"),
    ("""{% autoescape false %}<a onclick="a('{{ _('&amp;') }}')">{% endautoescape %}""", "a('&')"),
]


@pytest.mark.parametrize(("template", "value"), FOLLOWED)
def test_numbers_and_translations_are_recorded(template, value, render):
    """The hash is that of the value which a browser reads; the text is what plain Jinja renders."""
    page = render(template, **VALUES)
    assert [attribute_hash.__wrapped__(escaped(value))] == (page.style if "style=" in template else page.script)
    assert Environment(autoescape=True).from_string(template).render(**VALUES) == page.text


def escaped(value: str) -> str:
    return value.replace("&", "&amp;")


TEXT = [
    "{{ text }}",
    "{{ markup }}",
    "{{ text|tojson }}",
    "{{ text|e }}",
    "{{ '5'|string }}{{ text }}",
    "{{ '%d'|format(n) }}",
    "{{ '5' ~ n }}",
    "{{ _(text) }}",
    "{{ _('Sure', n=text) }}",
    "{{ _('Sure', n=markup) }}",
    "{{ _('Sure', **{'n': 1}) }}",
    "{{ _('Sure', *[]) }}",
    "{{ _('Sure')|safe }}",
    "{{ _('Sure') ~ text }}",
    "{{ _('Sure') + text }}",
    "{{ _('Sure')|tojson }}",
    "{{ _('Sure')|replace('S', text) }}",
    "{{ _('Sure').lower() }}",
    "{{ ngettext(text, 'b', n) }}",
    "{{ ngettext('a', text, n) }}",
    "{{ ngettext('a', 'b', n|string) }}",
    "{{ ngettext('a', 'b', '3') + text }}",
    "{{ other('Sure') }}",
    "{{ object._('Sure') }}",
    "{{ n|tojson(indent=text) }}",
    "{{ [n]|tojson }}",
    "{{ n is number }}",
    "{{ none }}",
    "{{ undefined }}",
]


@pytest.mark.parametrize("part", TEXT)
@pytest.mark.parametrize("attribute", ["onclick", "style"])
def test_text_is_not_recorded(part, attribute, render):
    """Whatever else stands in the value: one part that may be data is enough."""
    values = {**VALUES, "other": str, "object": type("Object", (), {"_": staticmethod(str)}), "ngettext": len3}
    page = render(f'<a {attribute}="a({{{{ n }}}}, {part})">', **values)
    assert ([], [], []) == (page.script, page.style, page.url)


def len3(*given: object) -> str:
    return "text"


CALL = """<a onclick="a('{{ _('Sure') }}')">"""
ASSIGNED = [
    "{% set _ = other %}" + CALL,
    CALL + "{% set _ = other %}",
    "{% set _ %}a{% endset %}{% set _ = other %}" + CALL,
    "{% for _ in [other] %}" + CALL + "{% endfor %}",
    "{% macro _(m) %}{{ text }}{% endmacro %}" + CALL,
    "{% macro m(_) %}" + CALL + "{% endmacro %}{{ m(other) }}",
    "{% from 'm' import m as _ %}" + CALL,
    "{% from 'm' import gettext %}" + CALL.replace("_(", "gettext("),
    "{% import 'm' as _ %}" + CALL.replace("_(", "_.m("),
    "{% with _ = other %}" + CALL + "{% endwith %}",
]


@pytest.mark.parametrize("template", ASSIGNED)
def test_a_name_that_the_template_assigns_is_no_catalogue(template, render):
    """It may be anything, such as a macro that puts data out."""
    module = "{% macro m(x) %}{{ x }}{% endmacro %}{% macro gettext(x) %}{{ x }}{% endmacro %}"
    page = render(template, {"m": module}, **VALUES, other=str)
    assert "<a onclick=\"a('" in page.text
    assert [] == page.script


def test_a_macro_of_another_template_is_no_catalogue(render):
    """An included template may be given a macro under that name."""
    page = render(
        "{% macro _(m) %}{{ text }}{% endmacro %}{% include 'part' %}",
        {"part": """<a onclick="a('{{ _('Sure') }}')">"""},
        **VALUES,
    )
    assert "a('x()')" in page.text
    assert [] == page.script


@pytest.mark.parametrize("newstyle", [False, True])
@pytest.mark.parametrize("autoescape", [False, True])
def test_jinjas_own_translations(newstyle, autoescape, sink):
    """Both styles, also as a block; what a translation escapes is read as a browser does."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=autoescape)
    environment.install_gettext_callables(lambda m: f"{m} & <b>", lambda s, p, n: s, newstyle=newstyle)
    install(environment, lambda: sink)
    page = environment.from_string(
        """<a onclick="a('{{ _('x') }}')"><a onclick="b('{% trans %}y{% endtrans %}')">"""
    ).render()
    assert page.startswith("<a onclick=\"a('x &")
    assert [attribute_hash("a('x & <b>')"), attribute_hash("b('y & <b>')")] == sink.script


def test_lazy_translations(render):
    """What is translated when it is put out counts by its text."""

    class Lazy:
        def __str__(self):
            return "<lazy>"

    page = render("""<a onclick="a('{{ _('x') }}')">""", _=lambda m: Lazy())
    assert """<a onclick="a('&lt;lazy&gt;')">""" == page.text
    assert [attribute_hash("a('<lazy>')")] == page.script


@pytest.mark.parametrize("number", [True, float("inf"), None, "7", Markup("7")])
def test_what_is_no_number_is_no_argument(number, render):
    """Neither of a translation nor of ``tojson``."""
    template = "<a onclick=\"a('{{ _('%(n)s', n=n) }}')\"><a onclick='b({{ n|tojson }})'>"
    assert [] == render(template, **{**VALUES, "n": number}).script


@pytest.mark.parametrize("kind", [Environment, SandboxedEnvironment, partial(Environment, enable_async=True)])
def test_other_environments(kind, sink):
    """Calls are compiled otherwise in sandboxes and for event loops."""
    environment = kind(autoescape=True)
    install(environment, lambda: sink)
    environment.from_string("""<a onclick="a('{{ _('Sure', n=n) }}', {{ n|tojson }})">""").render(VALUES)
    assert [attribute_hash("a('Sicher?', 7)")] == sink.script


def test_a_finalizer_decides_what_is_put_out(make, sink):
    """Nothing is followed where an app has one."""
    template = make(finalize=lambda value: f"{value}!").from_string('<a onclick="a({{ n }})">')
    assert '<a onclick="a(7!)">' == template.render(n=7)
    assert [] == sink.script

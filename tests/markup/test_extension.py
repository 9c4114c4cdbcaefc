"""The extension in every kind of environment and template."""

from __future__ import annotations

import asyncio
import traceback

import pytest
from flask import Flask, get_template_attribute, render_template, render_template_string, stream_template
from jinja2 import DictLoader, Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.environment import Template
from jinja2.nativetypes import NativeEnvironment
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

from flask_hardened.markup import HardenedMarkup, install
from flask_hardened.markup.generator import IDENTIFIER
from flask_hardened.markup.hashes import attribute_hash

TAG, NONCE = "<script></script>", '<script nonce="OWN"></script>'
ALL = "<script></script><p onclick='a' style='b: {{ n }}'>"
ALL_OUT = "<script nonce=\"OWN\"></script><p onclick='a' style='b: 5'>"

PLAIN = [
    "",
    "text",
    "<p class='a'>{{ x }}</p>",
    "{% for i in x %}<a href='{{ i }}'>{{ loop.index }}</a>{% else %}none{% endfor %}",
    "{% extends 'a' %}{% block b %}{{ super() }}{% endblock %}",
    "{% macro m(a, b=1) %}{{ caller() }}{% endmacro %}{% call m(1) %}x{% endcall %}",
    "{% include 'a' without context %}{% import 'a' as b %}{% from 'a' import c with context %}",
    "{% set a %}b{% endset %}{% filter upper %}c{% endfilter %}{% with a = 1 %}{{ a }}{% endwith %}",
    "<script type='application/json'>{{ x|tojson }}</script><link rel=icon href=a>",
    "<style nonce='{{ x }}'>a</style>",
    "{% autoescape false %}{{ x }}{% endautoescape %}{% raw %}{{ }}{% endraw %}",
]


@pytest.mark.parametrize("source", PLAIN)
def test_templates_without_such_tags_compile_as_ever(source, make):
    """Not one instruction more."""
    assert Environment(autoescape=True).compile(source, "a", raw=True) == make().compile(source, "a", raw=True)


def test_templates_from_strings_compile_as_ever(make):
    """Unless there is something to note."""
    assert Environment(autoescape=True).compile("<p>{{ x }}", raw=True) == make().compile("<p>{{ x }}", raw=True)


def test_the_identifier_is_stable():
    """Compiled templates name it."""
    assert IDENTIFIER == HardenedMarkup.identifier


def test_as_an_ordinary_extension():
    """Named in the constructor, it renders as plain Jinja does until somebody installs a lookup."""
    environment = Environment(extensions=[IDENTIFIER], autoescape=True)
    assert ALL.replace("{{ n }}", "5") == environment.from_string(ALL).render(n=5)


def test_installing_twice_changes_nothing(make, sink):
    """The second call leaves classes and loaded templates alone."""
    environment = make({"a": TAG})
    template = environment.get_template("a")
    before = (environment.code_generator_class, environment.template_class)
    install(environment, lambda: sink)
    assert before == (environment.code_generator_class, environment.template_class)
    assert template is environment.get_template("a")
    assert NONCE == template.render()


def test_installing_recompiles_what_was_loaded(sink):
    """Templates loaded before get their nonces too."""
    environment = Environment(loader=DictLoader({"a": TAG}))
    assert TAG == environment.get_template("a").render()
    install(environment, lambda: sink)
    assert NONCE == environment.get_template("a").render()


def test_installing_without_a_template_cache(sink):
    """An environment may have none."""
    environment = Environment(loader=DictLoader({"a": TAG}), cache_size=0)
    install(environment, lambda: sink)
    assert NONCE == environment.get_template("a").render()


def test_an_own_code_generator_and_template_class(sink):
    """Both stay in charge of what they do, whether set before or after."""

    class Generator(CodeGenerator):
        def visit_TemplateData(self, node, frame):
            self.write(repr(node.data.upper()))

        def visit_Const(self, node, frame):
            self.write("'const'" if node.value == "x" else repr(node.value))

    class Own(Template):
        def render(self, *args, **values):
            return f"[{super().render(*args, **values)}]"

    before = Environment()
    before.code_generator_class, before.template_class = Generator, Own
    install(before, lambda: sink)
    after = Environment()
    install(after, lambda: sink)
    after.code_generator_class, after.template_class = Generator, Own
    install(after, lambda: sink)
    for environment in (before, after):
        assert isinstance(environment.from_string(""), Own)
        assert f"[{NONCE}const]" == environment.from_string(TAG + "{{ [x, 'x'][1] }}").render()


def test_two_environments_do_not_mix():
    """Each asks its own lookup."""
    first, second = Environment(), Environment()
    install(first, lambda: None)
    install(second, lambda: type("Sink", (), {"nonce_attribute": lambda self, kind: ' nonce="2"'})())
    assert TAG == first.from_string(TAG).render()
    assert '<script nonce="2"></script>' == second.from_string(TAG).render()


def test_overlays(make, sink):
    """An overlay renders for the same response, with its own delimiters, also when the lookup changes."""
    environment = make({"a": TAG})
    overlay = environment.overlay(variable_start_string="[[", variable_end_string="]]", autoescape=False)
    assert NONCE + "<b>" == overlay.from_string(TAG + "[[ '<b>' ]]").render()
    assert NONCE == overlay.get_template("a").render()
    install(environment, lambda: None)
    assert TAG == overlay.from_string(TAG).render()


def test_native_environments_are_left_alone(sink):
    """They render values: a nonce has no place there."""
    environment = NativeEnvironment()
    install(environment, lambda: sink)
    assert {} == environment.extensions
    assert TAG == environment.from_string(TAG).render()
    assert TAG == NativeEnvironment(extensions=[HardenedMarkup]).from_string(TAG).render()


@pytest.mark.parametrize("kind", [SandboxedEnvironment, ImmutableSandboxedEnvironment])
def test_sandboxes(kind, sink):
    """The calls are allowed in a sandbox."""
    environment = kind(autoescape=True)
    install(environment, lambda: sink)
    assert ALL_OUT == environment.from_string(ALL).render(n=5)
    assert 1 == len(sink.script)
    assert 1 == len(sink.style)


ASYNC = {
    "base": "<title>{% block t %}{% endblock %}</title>" + ALL + "{% block b %}<style></style>{% endblock %}",
    "child": "{% extends 'base' %}{% block b %}{{ super() }}{% include 'part' %}{% include 'part' without context %}"
    "{% import 'm' as m %}{{ m.m(5) }}{% for i in [5] recursive %}<p style='b: {{ i }}'>{% endfor %}{% endblock %}",
    "part": TAG,
    "m": "{% macro m(n) %}" + ALL + "{% endmacro %}",
}


def test_async_environments(make, sink):
    """Rendered in an event loop, twice, as modules are kept."""
    environment = make(ASYNC, enable_async=True)
    synchronous = make(ASYNC)

    async def page() -> str:
        template = environment.get_template("child")
        await template.render_async(n=5)
        return await template.render_async(n=5)

    assert synchronous.get_template("child").render(n=5) == asyncio.run(page())
    assert 5 == asyncio.run(page()).count('nonce="OWN"')


FINALIZERS = [
    lambda value: value if value is not None else "",
    lambda value: value or "-",
    lambda value: f"<{value}>",
]


@pytest.mark.parametrize("finalize", FINALIZERS)
def test_finalize(finalize, make, sink):
    """An application's ``finalize`` sees its own values only."""
    template = make(finalize=finalize).from_string(ALL + "{{ none }}{{ 'x' }}")
    plain = Environment(finalize=finalize, autoescape=True).from_string(ALL + "{{ none }}{{ 'x' }}")
    assert plain.render(n=5) == template.render(n=5).replace(' nonce="OWN"', "")
    assert [] == sink.style


SYNTAX = [
    ({"trim_blocks": True, "lstrip_blocks": True}, "  {% if 1 %}\n<script></script>\n  {% endif %}\n"),
    ({"line_statement_prefix": "#", "line_comment_prefix": "##"}, "# if 1\n<script></script>\n# endif\n## <style>\n"),
    (
        {
            "block_start_string": "<%",
            "block_end_string": "%>",
            "variable_start_string": "${",
            "variable_end_string": "}",
        },
        "<% if 1 %><script></script>${ 5 }<% endif %>",
    ),
    ({"newline_sequence": "\r\n"}, "a\n<script\nasync>\n</script>\n"),
    ({"newline_sequence": "\r"}, "a\n<script\nasync>\n</script>\n"),
    ({"keep_trailing_newline": True}, "<script></script>\n"),
    ({"optimized": False}, "<script></script>{{ 1 + 1 }}"),
    ({}, "{%- if 1 -%}  <script></script>  {%- endif -%}"),
]


@pytest.mark.parametrize(("options", "source"), SYNTAX)
def test_syntax_options(options, source, make):
    """Whitespace control, line statements, delimiters and line breaks."""
    plain = Environment(autoescape=True, **options).from_string(source).render()
    assert plain.replace("<script", '<script nonce="OWN"') == make(**options).from_string(source).render()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_hashes_do_not_depend_on_line_breaks(newline, make, sink):
    """A browser reads each of them as one line feed."""
    make(newline_sequence=newline).from_string("<p onclick='a\nb'>").render()
    assert [attribute_hash("a\nb")] == sink.script


INHERITANCE = {
    "base": "<script>{% block js %}'<style>'{% endblock %}</script><title>{% block title %}{% endblock %}</title>"
    "<body {% block attributes %}{% endblock %} title='{% block tip %}{% endblock %}'>{% block body %}{% endblock %}",
    "middle": "{% extends 'base' %}{% block body %}<style>{% block css %}{% endblock %}</style>{% endblock %}",
    "child": "{% extends 'middle' %}{% block js %}{{ super() }}'<style>'{% endblock %}"
    "{% block title %}<style>{% endblock %}{% block attributes %}onload='a'{% endblock %}"
    "{% block tip %}<style>{% endblock %}{% block css %}'<script>'{% endblock %}",
}


def test_blocks_start_where_the_parent_puts_them(make, sink):
    """Script, title, attributes, values and styles that a child fills; handlers in a tag of the parent count."""
    template = make(INHERITANCE).get_template("child")
    assert (
        "<script nonce=\"OWN\">'<style>''<style>'</script><title><style></title>"
        "<body onload='a' title='<style>'><style nonce=\"OWN\">'<script>'</style>"
    ) == template.render()
    assert 1 == len(sink.script)


@pytest.mark.parametrize("parent", ["'missing'", "'broken'", "'itself'", "1", "name", "['base', 'broken']"])
def test_parents_that_cannot_be_read(parent, make):
    """They raise when rendering, as ever; the child compiles with blocks of ordinary content."""
    templates = {"broken": "{% if %}", "itself": "{% extends 'itself' %}"}
    templates["child"] = f"{{% extends {parent} %}}{{% block a %}}<style>{{% endblock %}}"
    make(templates).get_template("child")


def test_a_parent_chosen_when_rendering(make):
    """Its blocks start as ordinary content; a child from a string finds its parent too."""
    environment = make({"base": "<title>{% block a %}{% endblock %}</title>{% block b %}{% endblock %}"})
    body = "{% block b %}<style></style>{% endblock %}"
    expected = '<title></title><style nonce="OWN"></style>'
    assert expected == environment.from_string("{% extends name %}" + body).render(name="base")
    assert expected == environment.from_string("{% extends 'base' %}" + body).render()


def test_super_and_self(make):
    """Blocks that are put out twice have their nonces twice."""
    templates = {"a": "{% block b %}<script></script>{% endblock %}{{ self.b() }}"}
    templates["c"] = "{% extends 'a' %}{% block b %}{{ super() }}<style></style>{% endblock %}"
    both = f'{NONCE}<style nonce="OWN"></style>'
    assert both * 2 == make(templates).get_template("c").render()


def test_recursion(make):
    """A macro that calls itself, and a template that includes itself."""
    environment = make({"a": "<script></script>{% if n %}{% set n = n - 1 %}{% include 'a' %}{% endif %}"})
    assert NONCE * 3 == environment.get_template("a").render(n=2)
    macro = "{% macro m(n) %}<i style='a:{{ n }}'>{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(2) }}"
    assert "<i style='a:2'><i style='a:1'><i style='a:0'>" == environment.from_string(macro).render()


TRANSLATED = (
    "{% trans %}<script></script>{% endtrans %}"
    "{% trans n=n %}<style>{{ n }}{% pluralize %}<style>{{ n }}s{% endtrans %}"
    "<script></script>{{ _('<style>') }}"
)


@pytest.mark.parametrize("newstyle", [False, True])
def test_translations(newstyle, sink):
    """What a catalogue may replace is not touched: the message ids stay the same."""
    messages = []

    def gettext(message):
        messages.append(message)
        return message

    def ngettext(singular, plural, n):
        messages.append((singular, plural))
        return singular

    def rendered(environment):
        environment.install_gettext_callables(gettext, ngettext, newstyle=newstyle)
        messages.clear()
        return environment.from_string(TRANSLATED).render(n=1), list(messages)

    plain, plain_messages = rendered(Environment(extensions=["jinja2.ext.i18n"], autoescape=True))
    ours = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    install(ours, lambda: sink)
    text, our_messages = rendered(ours)
    assert plain_messages == our_messages
    assert 1 == text.count("nonce")
    assert plain == text.replace(' nonce="OWN"', "")


LINES = [
    "<script>\n</script>\n<script\nsrc=a>\n</script>{{ fail() }}",
    "<p onclick='a'\nstyle='b: {{ 1 + n }}px;\nc: {{ n }}'>\n\n{{ fail() }}",
    "<p style='b: {{ 1 + n }}px;\n\nc: {{\nfail() }}'>\n",
    "<script {% if 1 %}\nasync {% endif %}\n{{ fail() }}>",
    "{% if 1 %}\n<style>\n{{ fail() }}</style>{% endif %}",
    "{% macro m() %}\n<style>{{ fail() }}\n</style>{% endmacro %}\n{{ m() }}",
    "{% block b %}\n<script></script>\n{{ fail() }}\n{% endblock %}",
    "{% for i in 'ab' -%}\n\n<script></script>\n{{ fail() }}\n{%- endfor %}",
    "{% filter upper %}<link rel=stylesheet>\n\n{{ fail() }}{% endfilter %}",
]


@pytest.mark.parametrize("source", LINES)
def test_line_numbers_in_tracebacks(source, make):
    """An error is reported on the line it has without us."""

    def fail():
        raise ValueError("now")

    def lines(environment):
        environment.loader.mapping["page.html"] = source
        try:
            environment.get_template("page.html").render(n=1, fail=fail)
        except ValueError as error:
            return [
                frame.lineno
                for frame in traceback.extract_tb(error.__traceback__)
                if "page.html" in frame.filename or frame.filename == "<template>"
            ]
        raise AssertionError("did not fail")

    plain = lines(Environment(loader=DictLoader({}), autoescape=True))
    assert plain
    assert plain == lines(make())


def test_a_parsed_template_can_be_compiled_again(make):
    """Compiling leaves the caller's tree as it was, also when it fails."""
    environment = make()
    tree = environment.parse(ALL)
    first = environment.compile(tree, raw=True)
    assert first == environment.compile(tree, raw=True)
    assert Environment(autoescape=True).compile(ALL, raw=True) == Environment(autoescape=True).compile(tree, raw=True)
    assert tree.find(nodes.ExtensionAttribute) is None


def test_streaming(make):
    """A stream has the same text, and buffering works."""
    template = make().from_string("{% for i in range(3) %}<script></script>{{ i }}{% endfor %}")
    assert template.render() == "".join(template.stream())
    buffered = template.stream()
    buffered.enable_buffering(3)
    assert template.render() == "".join(buffered)


@pytest.fixture
def app(sink):
    """A Flask app whose environment is hardened, with one file of templates in memory."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader(
        {"page.html": ALL, "mail.txt": ALL, "m.html": "{% macro m() %}<script></script>{% endmacro %}"}
    )
    install(app.jinja_env, lambda: sink)
    return app


def test_flask(app):
    """Templates, strings, streams and macros called from Python."""
    with app.test_request_context():
        assert ALL_OUT == render_template("page.html", n=5)
        assert ALL_OUT == render_template_string(ALL, n=5)
        assert ALL_OUT == "".join(stream_template("page.html", n=5))
        assert ALL.replace("{{ n }}", "5") == render_template("mail.txt", n=5)
        assert NONCE == get_template_attribute("m.html", "m")()


def test_compiled_expressions(make):
    """They put out nothing."""
    assert 3 == make().compile_expression("1 + 2")()

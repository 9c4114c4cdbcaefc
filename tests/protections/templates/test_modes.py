"""The modes, what is reported, and how it fits with the rest of Jinja."""

from __future__ import annotations

import asyncio
import traceback

import pytest
from flask import render_template
from jinja2 import DictLoader, Environment, FileSystemBytecodeCache, StrictUndefined, UndefinedError, pass_context
from jinja2.nativetypes import NativeEnvironment
from markupsafe import Markup

from flask_hardened import Hardened, security_event
from tests.protections.templates.rendering import PAGE, app_of, page, rendered

BAD = "javascript:alert(1)"
LINK = "<p>\n<a href='{{ x }}'>{{ x }}</a>"


def warnings(caplog):
    return [record.getMessage() for record in caplog.records if "escaping for HTML" in record.getMessage()]


def test_warn_changes_nothing_and_names_each_line_once(caplog):
    """However often it is rendered; a value that is right is not reported."""
    app = app_of({PAGE: LINK}, "warn")
    assert f"<p>\n<a href='{BAD}'>{BAD}</a>" == rendered(app, x=BAD)
    rendered(app, x=BAD)
    assert 1 == len(warnings(caplog))
    assert warnings(caplog)[0].startswith("page.html:2 (href): ")
    assert BAD not in warnings(caplog)[0]


def test_warn_is_silent_about_values_that_are_right(caplog):
    """Only what `enforce` would change is named."""
    app = app_of({PAGE: LINK + "<script>f('{{ x }}')</script>"}, "warn")
    rendered(app, x="/a?b=1&c=2")
    assert [] == warnings(caplog)


def test_warn_notes_that_it_only_reports(caplog):
    """At the start."""
    app_of({}, "warn").test_client().get("/")
    assert any("HARDENED_TEMPLATES_MODE" in record.getMessage() for record in caplog.records)


def test_off_is_jinja():
    """No filter is called."""
    app = app_of({PAGE: LINK}, "off")
    assert f"<p>\n<a href='{BAD}'>{BAD}</a>" == rendered(app, x=BAD)
    assert not [name for name in app.jinja_env.filters if name.startswith("flask_hardened.")]


def test_a_refused_value_is_an_event_without_the_value():
    """Once for each line and request, with template and line."""
    app = app_of({PAGE: "{% for i in range(3) %}\n<a href='{{ x }}'>{% endfor %}"})
    app.add_url_rule("/", "index", lambda: render_template(PAGE, x=BAD))
    events = []

    def receive(sender, event):
        events.append(event)

    with security_event.connected_to(receive, app):
        app.test_client().get("/")
        app.test_client().get("/")
    assert ["template_value_refused"] * 2 == [event["event"] for event in events]
    assert (PAGE, 2, "href") == (events[0]["template"], events[0]["line"], events[0]["context"])
    assert BAD not in str(events)


def test_url_schemes_can_be_limited():
    """Then only those are put into addresses, beside relative ones."""
    app = app_of({PAGE: "<a href='{{ x }}'>"}, url_schemes=("https",))
    found = [rendered(app, x=text) for text in ("https://a.example", "/a", "http://a.example", "mailto:a")]
    assert ["https://a.example", "/a", "about:invalid#refused", "about:invalid#refused"] == [
        text[9:-2] for text in found
    ]


def test_tracebacks_name_the_line_of_the_template():
    """As without this room."""
    app = app_of({PAGE: "<p>\n<p>\n<a href='{{ 1 // x }}'\n title={{ x }}>"})
    with pytest.raises(ZeroDivisionError) as caught:
        rendered(app, x=0)
    assert 3 == traceback.extract_tb(caught.tb)[-1].lineno


@pytest.mark.parametrize("mode", ["warn", "enforce"])
@pytest.mark.parametrize(
    "source", ["<a href='{{ x }}'>", "<script>f({{ x }})</script>", "<p {{ x }}>", "<p title={{ x }}>"]
)
def test_undefined_values_are_as_before(source, mode):
    """Nothing, or an error where the app asks for one."""
    app = app_of({PAGE: source}, mode)
    assert "undefined" not in rendered(app).lower()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.cache.clear()
    with pytest.raises(UndefinedError, match="'x' is undefined"):
        rendered(app)


def test_finalize_sees_the_value_first():
    """As it does everywhere else."""
    app = app_of({PAGE: "<a href='{{ x }}'>{{ x }}<script>f('{{ x }}')</script>"})
    app.jinja_env.finalize = lambda value: "/none" if value is None else value
    app.test_client().get("/")
    assert "<a href='/none'>/none<script>f('/none')</script>" == rendered(app, x=None)
    assert "about:invalid" in rendered(app, x=BAD)


def test_a_finalize_that_asks_for_the_context_comes_after(caplog):
    """It gets markup then, and a note says so."""
    app = app_of({PAGE: "<a href='{{ x }}'>"})

    @pass_context
    def finalize(context, value):
        return value

    app.jinja_env.finalize = finalize
    app.test_client().get("/")
    assert "<a href='about:invalid#refused'>" == rendered(app, x=BAD)
    assert any("finalize" in record.getMessage() for record in caplog.records)


def test_overlays_escape_too():
    """They share the extension."""
    app = app_of()
    overlay = app.jinja_env.overlay(block_start_string="<%", block_end_string="%>")
    with app.app_context():
        assert "<a href='about:invalid#refused'>" == overlay.from_string(
            "<% if x %><a href='{{ x }}'><% endif %>"
        ).render(x=BAD)


def test_asynchronous_templates_are_escaped():
    """Where the app's environment renders asynchronously."""
    app = app_of({PAGE: "<a href='{{ x }}'>{% for i in [x] %}<p onclick=\"f('{{ i }}')\">{% endfor %}"})
    overlay = app.jinja_env.overlay(enable_async=True)

    async def render():
        return await overlay.get_template(PAGE).render_async(x="javascript:'")

    with app.app_context():
        assert "<a href='about:invalid#refused'><p onclick=\"f('javascript:\\u0027')\">" == asyncio.run(render())


def test_other_environments_are_left_alone():
    """Only the app's own is hardened."""
    app_of()
    assert f"<a href='{BAD}'>" == Environment(autoescape=True).from_string("<a href='{{ x }}'>").render(x=BAD)


def test_native_environments_render_values():
    """They put out Python objects, not pages."""
    app = app_of()
    app.jinja_env.overlay()
    assert 3 == NativeEnvironment(loader=DictLoader({})).from_string("{{ x }}").render(x=3)


def test_an_environment_that_was_made_before_is_hardened():
    """Templates that it has loaded are compiled again."""
    from flask import Flask

    app = Flask("early")
    app.config.update(TESTING=True, SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf")
    app.jinja_loader = DictLoader({PAGE: LINK})
    assert BAD in rendered(app, x=BAD)
    Hardened(app, csp=False, csrf=False, rate_limit=False)
    assert "<a href='about:invalid#refused'>" in rendered(app, x=BAD)


def test_compiled_templates_are_cached_apart(tmp_path):
    """Code of an environment without the room is not taken for ours, nor the other way round."""
    for expected, mode in (
        (BAD, "off"),
        ("about:invalid#refused", "enforce"),
        (BAD, "off"),
        ("about:invalid#refused", "enforce"),
    ):
        app = app_of({PAGE: "<a href='{{ x }}'>"}, mode)
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(tmp_path))
        app.test_client().get("/")
        assert f"<a href='{expected}'>" == rendered(app, x=BAD)


def test_code_from_a_cache_is_escaped_before_the_first_request(tmp_path):
    """A worker may render something at its start."""
    for _ in range(2):
        app = app_of({PAGE: "<a href='{{ x }}'>"})
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(tmp_path))
        assert "<a href='about:invalid#refused'>" == rendered(app, x=BAD)


TRANSLATED = [
    ("<p onclick=\"f('{% trans %}Don't{% endtrans %}')\">", "<p onclick=\"f('Don't')\">"),
    ("<a href='{% trans %}/about{% endtrans %}'>", "<a href='/about'>"),
    (
        "<p onclick=\"f('{% trans x=x %}Hello {{ x }}{% endtrans %}')\">",
        "<p onclick=\"f('Hello javascript:\\u0027')\">",
    ),
    ("<a href='{% trans x=x %}{{ x }}{% endtrans %}'>", "<a href='about:invalid#refused'>"),
    ("<p>{% trans x=x %}{{ x }}{% endtrans %}", "<p>javascript:&#39;"),
]


@pytest.mark.parametrize(("source", "expected"), TRANSLATED)
def test_translations(source, expected):
    """The catalogue's text is the app's own and stays; what is put into it is escaped for the place."""
    app = app_of({PAGE: source})
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_null_translations(newstyle=True)
    app.test_client().get("/")
    assert expected == rendered(app, x="javascript:'")


def test_the_attr_filter_is_still_jinjas_with_a_name():
    """Without one it escapes for an attribute, quoted or not."""
    assert "1" == page("{{ x|attr('real') }}", x=1)
    assert "<p title=a&#32;b=&#34;c&#34;>" == page("<p title={{ x|attr }}>", x='a b="c"')
    assert '<p title="&#34;&#32;x">' == page('<p title="{{ x|attr }}">', x=Markup('" x'))
    assert "[]" == page("{{ x|selectattr('real')|list }}", x=[])


def test_safe_url_gives_something_else_instead():
    """Where the address would run; in text too."""
    assert ["/a", "about:invalid#refused", "#"] == page(
        "{{ '/a'|safe_url }} {{ x|safe_url }} {{ x|safe_url('#') }}", x=" JAVA\nscript:alert(1)"
    ).split(" ")
    assert "/home" == page("{{ x|safe_url(instead='/home') }}", x="data:text/html,x")


def test_own_filters_of_these_names_stay():
    """The app's come first."""
    app = app_of({PAGE: "{{ x|safe_url }}"})
    app.jinja_env.filters["safe_url"] = lambda value: "mine"
    app.test_client().get("/")
    assert "mine" == rendered(app, x=1)


def test_strings_of_other_types_are_escaped_like_texts():
    """Lazy translations, for instance."""

    class Lazy:
        def __str__(self):
            return "javascript:';"

    expected = "<a href='about:invalid#refused'><script>f('javascript:&#39;;', \"javascript:\\u0027;\")</script>"
    assert expected == page("<a href='{{ x }}'><script>f('{{ x }}', {{ x }})</script>", x=Lazy())


def test_csp_hashes_and_csrf_tokens_still_fit():
    """The other rooms follow what is put out: handlers with numbers keep their hash, forms their token."""
    from flask import Flask

    source = "<p onclick='f({{ n }})'><form method=post action='{{ to }}'></form><a href='{{ to }}' onclick=\"f('{{ to }}')\">"
    bodies = []
    for mode in ("off", "enforce"):
        app = Flask("both")
        app.config.update(TESTING=True, SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf", HARDENED_TEMPLATES_MODE=mode)
        app.jinja_loader = DictLoader({PAGE: source})
        Hardened(app, rate_limit=False)
        app.add_url_rule("/", "index", lambda: render_template(PAGE, n=5, to="/there"))
        response = app.test_client().get("/")
        bodies.append(response)
    assert "'unsafe-hashes'" in bodies[1].headers["Content-Security-Policy"]
    hashes = [[part for part in body.headers["Content-Security-Policy"].split() if "sha256" in part] for body in bodies]
    assert hashes[0] == hashes[1]
    assert all(b'name="csrf_token"' in body.data and b"onclick='f(5)'" in body.data for body in bodies)

"""Which forms of a template get the token, and that it never leaves for another origin."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string, request, stream_template_string
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader

from flask_hardened import Hardened
from flask_hardened.protections.csrf.form_values import FormValue, lead_here
from tests.protections.csrf.conftest import KEY


def make_app(templates=None, *, features=None, **config):
    app = Flask("forms_app")
    app.config.update(TESTING=True, SECRET_KEY=KEY, **config)
    app.jinja_loader = DictLoader(templates or {})
    Hardened(app, rate_limit=False, **(features or {}))

    @app.route("/page", methods=["GET", "POST"])
    def page():
        return render_template_string(app.config["SOURCE"], u=request.args.get("u", ""), m=request.args.get("m", ""))

    return app


def tokens_in(source, templates=None, *, u="", m="", **config):
    """Render a page and count its hidden fields."""
    app = make_app(templates, SOURCE=source, **config)
    text = app.test_client().get("/page", query_string={"u": u, "m": m}).text
    return text.count('<input type="hidden" name="csrf_token" value="')


OWN = [
    '<form method="post"></form>',
    "<FORM METHOD=POST></FORM>",
    "<form method=post action></form>",
    '<form method="post" action=""></form>',
    '<form method="post" action="/a"></form>',
    '<form method="post" action="a/b:c"></form>',
    '<form method="post" action="?x=//evil"></form>',
    '<form method="post" action="#"></form>',
    '<form method="post" action="/x/{{ u }}"></form>',
    '<form method="post" action="{{ url_for("page") }}"></form>',
    '<form method="post" action="{{ url_for("page", _external=True) }}"></form>',
    '<form method="post" action="http://localhost/a"></form>',
    '<form method="post" action="//localhost:80/a"></form>',
    "<form action='/a' method='post' class='{{ u }}'></form>",
    '<form method="{{ "post" if 1 else "get" }}"></form>',
    '<form {% if 1 %}method="post"{% endif %}></form>',
    '<form {% if 0 %}method="get"{% else %}method="post" action="{{ url_for("page") }}"{% endif %}></form>',
    '<form method="post" action="{% if 1 %}/a{% else %}/b{% endif %}"></form>',
    '<form method="post" action="{% for c in "/a" %}{{ c }}{% endfor %}"></form>',
    '<form method="post" data-{{ u }}="1"></form>',
    '<form method="post"><button formaction="/other"></button></form>',
    '<form method="post"><button formaction="{{ url_for("page") }}"></button></form>',
    '<form method="post"></form><button formaction="https://evil.example"></button>',
    '{% if 1 %}<form method="post">{% endif %}</form>',
    '<base href="/"><form method="post" action="a"></form>',
    '<base href="{{ request.url_root }}"><form method="post" action="a"></form>',
    '<base target="_top"><form method="post" action="a"></form>',
    '{% macro f(a) %}<form method="post" action="{{ a }}"></form>{% endmacro %}{{ f("/a") }}',
    '<form method="post"><input name="token"></form>',
    '<form method="post">{% if 0 %}{{ csrf_token() }}{% endif %}</form>',
    '<form method="post" {% if 0 %}action="//evil.example"{% endif %}></form>',
    '<form method="post" action="{% if 1 %}/a{% else %}/b/{{ u }}{% endif %}"></form>',
    '<table><form method="post"><tr></tr></form></table>',
    '<form method="post"{% if 1 %}>{% else %} class="x">{% endif %}</form>',
]


@pytest.mark.parametrize("source", OWN)
def test_forms_that_post_here_get_the_token(source):
    """Each gets one, right after its start tag."""
    assert 1 == tokens_in(source)


OTHERS = [
    "<form></form>",
    '<form method="get"></form>',
    '<form method="dialog"></form>',
    '<form method=" post"></form>',
    '<form method="post" action="https://evil.example/"></form>',
    '<form method="post" action="//evil.example/"></form>',
    '<form method="post" action="\\\\evil.example"></form>',
    '<form method="post" action="/\t/evil.example"></form>',
    '<form method="post" action=" https:evil.example"></form>',
    '<form method="post" action="&#47;/evil.example"></form>',
    '<form method="post" action="https://localhost/"></form>',
    '<form method="post" action="http://localhost:8080/"></form>',
    '<form method="post" action="http://localhost@evil.example/"></form>',
    '<form method="post" action="http://localhost\\@evil.example/"></form>',
    '<form method="post" action="mailto:ada@example.com"></form>',
    '<form method="post" action="javascript:alert(1)"></form>',
    '<form method="post" action="{{ "//evil.example" }}"></form>',
    '<form method="post" action="/{{ "/evil.example" }}"></form>',
    '<form method="post" action="https:{{ u }}//evil.example"></form>',
    '<form method="post" action="{% if 1 %}//evil.example{% else %}/a{% endif %}"></form>',
    '<form method="post" action="{% for c in ["//", "evil"] %}{{ c }}{% endfor %}"></form>',
    '<form method="post" action="{% for c in [u] recursive %}{{ c }}{% endfor %}"></form>',
    '<form method="post" action="{% block a %}/a{% endblock %}"></form>',
    '<form method="post" action="{% include "address" %}"></form>',
    '<form method="post" {{ u }}></form>',
    '<form method="post" {{ u }}="/a"></form>',
    '<form method="{{ "get" }}"></form>',
    '<form {% if 0 %}method="post"{% endif %}></form>',
    '<form method="post"><button formaction="https://evil.example/"></button></form>',
    '<form method="post"><input type="submit" formaction="{{ u }}"></form>',
    '<form method="post" id="f"></form><button form="f" formaction="//evil.example"></button>',
    '<form method="post" {% if 1 %}action="//evil.example"{% endif %}></form>',
    '{% block f %}<form method="post" action="{% endblock %}{{ u }}"></form>',
    '<form method="post" action="/a" action="//evil.example"></form>',
    '<base href="https://evil.example/"><form method="post" action="a"></form>',
    '<base href="{{ "//evil.example" }}"><form method="post" action="a"></form>',
    '<script type="text/template"><form method="post"></form></script>',
    '<!-- <form method="post"></form> -->',
    '<textarea><form method="post"></form></textarea>',
    "{{ '<form method=\"post\">'|safe }}",
]


@pytest.mark.parametrize("source", OTHERS)
def test_other_forms_get_none(source):
    """They send nothing, or send it somewhere else, or it cannot be known where."""
    assert 0 == tokens_in(source, {"address": "/a"})


HAVE_ONE = [
    '<form method="post"><input name="csrf_token" value="x"></form>',
    '<form method="post"><input value="{{ csrf_token() }}"></form>',
    '<form method="post">{{ form.hidden_tag() }}</form>',
    '<form method="post">{{ form.csrf_token }}</form>',
    '<form method="post">{{ form["csrf_token"] }}</form>',
    '<form method="post"><p>{{ form.csrf_token(id=false)|safe }}</p></form>',
]


@pytest.mark.parametrize("source", HAVE_ONE)
def test_forms_that_have_a_token_keep_it_alone(source):
    """The form's own stays the only one."""
    assert 0 == tokens_in("{% set form = namespace(hidden_tag=dict, csrf_token=dict) %}" + source)
    assert 1 == tokens_in("{% set form = namespace(hidden_tag=dict, csrf_token=dict) %}" + source + OWN[0])


@pytest.mark.parametrize(
    ("u", "count"),
    [
        ("/a", 1),
        ("a", 1),
        ("", 1),
        ("http://localhost/a", 1),
        ("HTTP://LOCALHOST:80", 1),
        ("//localhost", 1),
        ("https://localhost/a", 0),
        ("//evil.example", 0),
        ("/\\evil.example", 0),
        ("\t//evil.example", 0),
        ("/\n/evil.example", 0),
        ("https:evil.example", 0),
        ("http://localhost.evil.example", 0),
        ("http://localhost:8080/", 0),
        ("http://user@localhost/", 0),
        ("data:,x", 0),
    ],
)
def test_rendered_addresses_decide(u, count):
    """What the template leaves open is decided by what was rendered, read as a browser reads it."""
    assert count == tokens_in('<form method="post" action="{{ u }}"></form>', u=u)
    assert count == tokens_in("<form method=post action='{{ u|safe }}'></form>", u=u)


@pytest.mark.parametrize(("m", "count"), [("post", 1), ("POST", 1), ("get", 0), ("", 0), ("post ", 0), ("dialog", 0)])
def test_rendered_methods_decide(m, count):
    """A method that is only known when rendering."""
    assert count == tokens_in('<form action="/a" method="{{ m }}"></form>', m=m)


@given(st.text(st.sampled_from("/\\:.?#@ \t\nhtps&;47xlocalevi"), max_size=24))
def test_no_address_is_taken_for_ours_that_a_browser_would_not(address):
    """Ada, which reads URLs as browsers do, agrees that what gets the token is ours."""
    from ada_url import URL

    environ = {"wsgi.url_scheme": "http", "HTTP_HOST": "localhost"}
    value = FormValue()
    value[slice("", address, "value")]
    if lead_here([value], environ):
        try:
            origin = URL(address, "http://localhost/page").origin
        except ValueError:
            return
        assert "http://localhost" == origin


def test_the_token_works(token_in):
    """What is put in is accepted, and the page is not stored."""
    app = make_app(SOURCE='<form method="post"></form>')
    client = app.test_client()
    response = client.get("/page")
    assert "no-store" == response.headers["Cache-Control"]
    token = token_in(response.text)
    assert 200 == client.post("/page", data={"csrf_token": token}).status_code
    assert 200 == client.post("/page", data={"contact-csrf_token": token}).status_code
    assert 403 == app.test_client().post("/page", data={"csrf_token": token}).status_code


def test_a_page_without_forms_is_left_alone():
    """No session is made for it."""
    app = make_app(SOURCE="<p>hello</p>")
    response = app.test_client().get("/page")
    assert "Set-Cookie" not in response.headers
    assert "no-store" != response.headers.get("Cache-Control")


def test_a_child_template_and_an_import():
    """Forms in blocks and in imported macros get their tokens, each request its own."""
    templates = {
        "base.html": "<main>{% block main %}{% endblock %}</main>",
        "child.html": '{% extends "base.html" %}{% from "macros.html" import f with context %}{% import "plain.html" as plain %}'
        '{% block main %}<form method="post"></form>{{ f("/a") }}{{ f("//evil") }}{{ plain.text }}{% endblock %}',
        "macros.html": '{% macro f(a) %}<form method="post" action="{{ a }}"></form>{% endmacro %}',
        "plain.html": '{% set text %}<form method="post"></form>{% endset %}',
    }
    app = make_app(templates, SOURCE='{% include "child.html" %}{% include "part.html" without context %}')
    app.jinja_loader.mapping["part.html"] = '<form method="post"></form>{{ csrf_token() }}'
    pages = [app.test_client().get("/page").text for _ in range(2)]
    assert [4, 4] == [page.count('name="csrf_token"') for page in pages]
    assert set(pages[0].split('"')).isdisjoint(part for part in pages[1].split('"') if "." in part and len(part) > 40)


@pytest.mark.parametrize(
    "features", [{"csrf": False}, {"csrf": {"form_tokens": False}}, {"csrf": {"mode": "modern"}}], ids=str
)
def test_where_no_token_is_asked_none_is_put_in(features):
    """In the modern mode pages stay the same for everybody."""
    from flask_hardened.protections.csrf.options import CsrfOptions

    options = features["csrf"]
    features = {"csrf": options if options is False else CsrfOptions(**options)}
    app = make_app(SOURCE='<form method="post"></form>', features=features)
    assert '<form method="post"></form>' in app.test_client().get("/page").text


def test_without_the_csp_room():
    """Tokens do not depend on nonces; with the policy off, none is put in."""
    app = make_app(SOURCE='<form method="post"></form><script>1</script>', features={"csp": False})
    text = app.test_client().get("/page").text
    assert 1 == text.count('name="csrf_token"')
    assert "<script>1</script>" in text


def test_outside_a_request_and_in_text_templates():
    """A mail is rendered as it is written."""
    app = make_app({"mail.txt": '<form method="post"></form>'}, SOURCE="")
    with app.app_context():
        assert '<form method="post"></form>' == app.jinja_env.from_string('<form method="post"></form>').render()
        assert '<form method="post"></form>' == app.jinja_env.get_template("mail.txt").render()


def test_without_a_secret_key():
    """There are no sessions and so no tokens; forms work by the browser's word, and the log says so."""
    app = Flask("keyless")
    app.config["TESTING"] = True
    Hardened(app, rate_limit=False, deployment=False)

    @app.route("/", methods=["GET", "POST"])
    def index():
        return render_template_string('<form method="post"></form>')

    client = app.test_client()
    assert '<form method="post"></form>' == client.get("/").text
    assert 200 == client.post("/", data={"a": "1"}, headers={"Sec-Fetch-Site": "same-origin"}).status_code
    assert 403 == client.post("/", data={"a": "1"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code


def test_a_finalize_of_the_app(token_in):
    """It is not asked about our fields; addresses that it may change are not followed."""
    app = make_app(SOURCE='<form method="post"></form><form method="post" action="{{ u }}"></form>')
    app.jinja_env.finalize = lambda value: f"[{value}]"
    text = app.test_client().get("/page").text
    assert 1 == text.count('name="csrf_token"')
    assert "[<" not in text


def test_another_field_name():
    """WTF_CSRF_FIELD_NAME names the field, and a form that has it gets no second one."""
    app = make_app(SOURCE='<form method="post"></form><form method="post"><input name="guard"></form>')
    app.config["WTF_CSRF_FIELD_NAME"] = "guard"
    text = app.test_client().get("/page").text
    assert 2 == text.count('name="guard"')


def test_a_streamed_page(token_in):
    """A stream gets the token of a session that has one."""
    app = make_app(SOURCE="{{ csrf_token() }}")

    @app.get("/stream")
    def stream():
        return stream_template_string('<form method="post"></form>')

    client = app.test_client()
    client.get("/page")
    token = token_in(client.get("/stream").text)
    assert 200 == client.post("/page", data={"csrf_token": token}).status_code


def test_a_meta_tag_for_scripts():
    """``csrf_meta_tag()`` as Flask-WTF has it; the header carries the token back."""
    app = make_app(SOURCE="{{ csrf_meta_tag() }}")
    client = app.test_client()
    text = client.get("/page").text
    start = '<meta name="csrf-token" content="'
    assert text.startswith(start)
    token = text[len(start) :].partition('"')[0]
    for header in ("X-CSRFToken", "X-CSRF-Token"):
        assert 200 == client.post("/page", data={"a": "1"}, headers={header: token}).status_code


@pytest.mark.parametrize("csp", [True, False])
def test_the_bytecode_cache_keeps_versions_apart(tmp_path, csp):
    """Code compiled with tokens is not run by an app without them, nor the other way round."""
    from jinja2 import FileSystemBytecodeCache

    from flask_hardened.protections.csrf.options import CsrfOptions

    for _ in range(2):
        for features, count in (({}, 1), ({"csrf": CsrfOptions(mode="modern")}, 0), ({"csrf": False}, 0)):
            features = {**features, "csp": csp}
            app = make_app({"page": '<form method="post"></form>'}, SOURCE='{% include "page" %}', features=features)
            app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(tmp_path))
            assert count == app.test_client().get("/page").text.count('name="csrf_token"')


def test_an_environment_that_was_there_first():
    """The app used its Jinja environment before it was hardened; its overlays get tokens too."""
    app = Flask("early")
    app.config.update(TESTING=True, SECRET_KEY=KEY)
    source = '<form method="post" action="{{ u }}"></form><base href="{{ u }}">'
    assert app.jinja_env.from_string(source).render(u="/a")
    Hardened(app, csp=False, rate_limit=False)
    overlay = app.jinja_env.overlay(trim_blocks=True)

    @app.get("/")
    def index():
        return overlay.from_string(source).render(u="/a")

    assert 1 == app.test_client().get("/").text.count('name="csrf_token"')
    assert 'name="csrf_token"' not in overlay.from_string(source).render(u="/a")


def test_a_native_environment_is_left_alone():
    """It renders values, not pages."""
    from jinja2.nativetypes import NativeEnvironment

    from flask_hardened.protections.csrf.templates import install_in

    environment = NativeEnvironment()
    install_in(environment, insert=True)
    assert {} == environment.extensions
    assert [1] == environment.from_string("{{ [1] }}").render()


def test_a_token_of_our_own_function(token_in):
    """``csrf_token()`` of the package is the token of the page."""
    from flask_hardened.protections.csrf.session_token import csrf_token, rotate_token

    app = make_app(SOURCE="")

    @app.get("/both")
    def both():
        page = render_template_string('<form method="post"></form>')
        from flask import session

        first = csrf_token()
        assert first in page
        rotate_token(session)
        again = render_template_string('<form method="post"></form>')
        return {"page": page, "again": again}

    pages = app.test_client().get("/both").json
    assert pages["page"] != pages["again"]

"""Which templates are autoescaped, and what an app says that switches it off."""

from __future__ import annotations

import pytest
from flask import Flask, render_template, render_template_string, stream_template, stream_template_string
from jinja2 import DictLoader

from flask_hardened import ConfigurationError, Hardened
from flask_hardened.protections.templates.options import TemplatesOptions
from tests.conftest import SECRET_KEY
from tests.protections.templates.rendering import app_of, rendered

NAMES = [
    *("page.html", "page.htm", "page.j2", "page.jinja", "page.jinja2", "page.html.j2", "page.tmpl", "page.tpl", "page"),
    *("PAGE.HTML", "page.txt", "page.js", "page.css", "page.json", "page.csv", "page.md", "page.xml", "a/b/page.x.y"),
    *("robots.txt", "email.html", "mail/page.html", "mailbox.txt", "email/page.j2"),
]


@pytest.mark.parametrize("mode", ["off", "warn", "enforce"])
@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_escaped(name, mode):
    """Flask escapes five suffixes only."""
    assert "&lt;b&gt;" == rendered(app_of({name: "{{ x }}"}, mode), name, x="<b>")


@pytest.mark.parametrize(
    "name", ["email/welcome.txt", "security/email/reset.txt", "mail/a.txt", "emails/a.txt", "welcome_mail.txt"]
)
def test_text_mail_is_not(name):
    """Its readers would see the references."""
    assert "<b>" == rendered(app_of({name: "{{ x }}"}), name, x="<b>")


def test_what_may_be_no_html_is_noted_once(caplog):
    """Flask would not have escaped it, and its readers may see references now."""
    app = app_of({"report.csv": "{{ x }}", "page.j2": "{{ x }}", "feed.xml": "{{ x }}", "mail/a.txt": "{{ x }}"})
    for name in ("report.csv", "report.csv", "page.j2", "feed.xml", "mail/a.txt"):
        rendered(app, name, x="<")
    assert ["report.csv"] == [message.split()[2] for message in messages(caplog) if "autoescaped" in message]


def test_names_can_be_left_out():
    """By patterns; then nothing in them is escaped, and all else still is."""
    app = app_of({"a.sql": "{{ x }}", "a.html": "{{ x }}", "mail/a.txt": "{{ x }}"}, unescaped=("*.sql",))
    assert ["'", "&#39;", "&#39;"] == [rendered(app, name, x="'") for name in ("a.sql", "a.html", "mail/a.txt")]


def test_templates_from_strings_are_escaped():
    """Rendered at once, and streamed."""
    app = app_of()
    with app.test_request_context():
        assert "&lt;" == render_template_string("{{ x }}", x="<")
        assert "&lt;" == "".join(stream_template_string("{{ x }}", x="<"))
        assert "<a href='about:invalid#refused'>" == render_template_string("<a href='{{ x }}'>", x="javascript:a")


def test_streamed_pages_are_escaped_for_their_places():
    """As those that are rendered at once."""
    app = app_of({"page.html": "<a href='{{ x }}'>"})
    with app.test_request_context():
        assert "<a href='about:invalid#refused'>" == "".join(stream_template("page.html", x="javascript:a"))


def hardened(app, **options):
    app.config.update(SECRET_KEY=SECRET_KEY)
    app.jinja_loader = DictLoader({"page.j2": "{{ x }}"})
    Hardened(app, templates=TemplatesOptions(**options))
    return app


def messages(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "flask_hardened"]


class Choosing(Flask):
    """An app that chooses what to escape, as Flask's documentation shows."""

    def select_jinja_autoescape(self, filename):
        return filename is None or filename.endswith(".html")


def switched_off_before():
    app = Flask("app")
    app.jinja_options = {"autoescape": False}
    return app


def switched_off_after():
    app = Flask("app")
    app.jinja_env.autoescape = False
    return app


@pytest.mark.parametrize("make", [switched_off_before, switched_off_after])
def test_an_app_that_switches_it_off_does_not_start_in_production(make, caplog):
    """The fault is named, and how to mend it."""
    with pytest.raises(ConfigurationError, match=r"app\.jinja_env\.autoescape"):
        hardened(make())


def test_switching_it_off_later_stops_a_production_start(caplog):
    """Before the first request is early enough."""
    app = hardened(Flask("app"))
    app.jinja_env.autoescape = False
    assert 500 <= app.test_client().get("/", base_url="https://localhost").status_code
    assert any("app.jinja_env.autoescape" in message for message in messages(caplog))


@pytest.mark.parametrize("make", [switched_off_before, switched_off_after])
def test_while_testing_it_is_switched_on_again(make, caplog):
    """And a note says so."""
    app = make()
    app.testing = True
    hardened(app).test_client().get("/")
    assert "&lt;" == rendered(app, "page.j2", x="<")
    assert any("switches autoescaping off" in message for message in messages(caplog))


def test_an_own_choice_is_not_asked(caplog):
    """All templates are escaped, and a note tells the author where to name the others."""
    app = Choosing("app")
    app.testing = True
    hardened(app).test_client().get("/")
    assert "&lt;" == rendered(app, "page.j2", x="<")
    assert any("own choice" in message for message in messages(caplog))


def test_flasks_choice_is_no_note(caplog):
    """Nobody chose it."""
    app = Flask("app")
    app.testing = True
    hardened(app).test_client().get("/")
    assert [] == [message for message in messages(caplog) if "autoescap" in message or "template" in message.lower()]


def test_blocks_that_switch_it_off_are_left_alone():
    """Their author decided for everything in them; the audit lists them."""
    source = "{% autoescape false %}{{ x }}<a href='{{ x }}'>{% endautoescape %}<a href='{{ x }}'>"
    expected = "javascript:<<a href='javascript:<'><a href='about:invalid#refused'>"
    assert expected == rendered(app_of({"page.html": source}), x="javascript:<")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unescaped", ("*",)),
        ("unescaped", ("**",)),
        ("url_schemes", ("http:",)),
        ("url_schemes", ("JavaScript",)),
        ("url_schemes", ("javascript",)),
        ("mode", "on"),
    ],
)
def test_options_that_make_no_sense_are_refused(field, value):
    """At set-up, by the name of the option."""
    with pytest.raises(ConfigurationError, match=f"TemplatesOptions.{field}"):
        TemplatesOptions(**{field: value})


def test_two_apps_do_not_share_anything():
    """Each has its own patterns and mode."""
    one, other = app_of({"a.sql": "{{ x }}"}, unescaped=("*.sql",)), app_of({"a.sql": "{{ x }}"}, "off")
    assert ("<", "&lt;") == (rendered(one, "a.sql", x="<"), rendered(other, "a.sql", x="<"))


def test_render_template_before_the_first_request_is_escaped():
    """A command line program renders too."""
    app = app_of({"page.html": "<a href='{{ x }}'>"})
    with app.app_context():
        assert "<a href='about:invalid#refused'>" == render_template("page.html", x="javascript:a")

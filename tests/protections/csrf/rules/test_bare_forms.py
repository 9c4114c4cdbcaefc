"""FHF011: forms in templates without a token."""

import pytest
from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import DictLoader

from flask_hardened.protections.csrf.rules.bare_forms import bare_forms
from tests.audit.asking import hardened_app, places, plain_app

FORM = "<form method=post><input name=a></form>"


def page(text: str, app: Flask | None = None) -> Flask:
    """Return an app with one template, ``page.html``; one that is not hardened, if none is given."""
    app = app or plain_app(SECRET_KEY="x")
    app.jinja_loader = DictLoader({"page.html": text})
    return app


@pytest.mark.parametrize(
    "text",
    [
        FORM,
        "<form action='/a' method='POST'>{{ form.a }}</form>",
        "<form method=post action='{{ url_for(x) }}'></form>",
        FORM + "<form>{{ csrf_token() }}</form>",
        "<form method=post>{% if x %}{{ form.hidden_tag() }}{% endif %}</form>",
    ],
)
def test_found_where_no_token_stands(text: str) -> None:
    """In the form itself, whatever happens; also where the csrf feature is off."""
    assert ["page.html:1"] == places(bare_forms, page(text))
    assert ["page.html:1"] == places(bare_forms, page(text, hardened_app(csrf=False)))


@pytest.mark.parametrize(
    "text",
    [
        "<form method=post>{{ form.hidden_tag() }}</form>",
        "<form method=post><input type=hidden name=csrf_token value='{{ csrf_token() }}'></form>",
        "<form method=post>{{ form.csrf_token }}{{ form.a }}</form>",
        "<form><input name=q></form>",
        "<form method=get></form>",
        "<form method='{{ x }}'></form>",
        "<form method=post action='https://pay.example/'></form>",
        "<!-- <form method=post></form> -->",
    ],
)
def test_not_found_with_a_token_or_without_need(text: str) -> None:
    """Other methods, other sites, and comments."""
    assert [] == places(bare_forms, page(text))


def test_not_found_where_requests_are_checked() -> None:
    """By us, who put the token in, or by Flask-WTF, who refuses the form."""
    assert [] == places(bare_forms, page(FORM, hardened_app()))
    app = page(FORM)
    CSRFProtect(app)
    assert [] == places(bare_forms, app)

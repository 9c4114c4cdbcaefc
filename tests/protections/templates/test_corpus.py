"""Templates of packages that Flask apps use: what `enforce` changes of pages whose values are harmless."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from flask_debugtoolbar import DebugToolbarExtension
from flask_restx import Api, Resource
from flask_sqlalchemy import SQLAlchemy
from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError
from markupsafe import Markup, escape

from flask_hardened import Hardened
from flask_hardened.markup.inheritance import survey_in_place
from flask_hardened.protections.templates.addresses import AddressRule
from flask_hardened.protections.templates.escapers import Escapers
from flask_hardened.protections.templates.planning import spots
from flask_hardened.protections.templates.reporting import Silence
from tests.conftest import SECRET_KEY

EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
WORDS = (
    "name",
    "Save changes",
    "btn btn-primary",
    42,
    0,
    -1.5,
    "2026-11-21 12:00:00",
    "Zoë",
    "naïve – 中文",
    "",
    "a_b-c.d",
)
ADDRESSES = ("/admin/user/?page=2&sort=name#top", "https://example.com/a?b=c", "mailto:ann@example.com", "#", "")
TEXTS = ("O'Brien & Sons <ltd>", 'said "yes"', "1 < 2", "100%", "a/b/c", "$5")
BENIGN = {
    "plain": (*WORDS, *ADDRESSES, *TEXTS, Markup("<b>a</b> &amp; b")),
    "text": (*WORDS, *TEXTS, Markup("<b>a</b>")),
    "url": (*ADDRESSES, *WORDS),
    "addresses": ADDRESSES,
    "refresh": ADDRESSES,
    "single": (*WORDS, *ADDRESSES, *TEXTS[2:]),
    "double": (*WORDS, *ADDRESSES, *TEXTS[2:]),
    "template": (*WORDS, *ADDRESSES),
    "code": ("name", 42, 0, -1.5, "1.5", "LineChart", "true", "", Markup('{"a": ["b", 1]}')),
    "style": (*WORDS[3:6], "#ff8800", "rgb(1, 2, 3)", "12px", "auto", "none", "1px solid red", ""),
    "name": ("checked", "selected", "", "data-id=5", Markup('class="a b"')),
    "tag": ("p", "section", 2, "my-element", Markup(' class="a"')),
    "document": (),
}


def templates(package):
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    return [(folder / path.relative_to(folder).parts[0], path) for path in sorted(folder.rglob("*.html"))]


def surveyed(package):
    """Each spot in the templates of a package, with its expression and template."""
    for folder, path in templates(package):
        environment = Environment(extensions=EXTENSIONS, autoescape=True, loader=FileSystemLoader(folder))
        try:
            tree = environment.parse(path.read_text("utf-8"))
        except TemplateSyntaxError:  # a page of flask_debugtoolbar's debugger, which no Jinja environment reads
            continue
        for expression, spot in spots(survey_in_place(environment, tree, str(path.relative_to(folder))), environment):
            yield path.name, expression, spot


@pytest.mark.parametrize(("package", "fewest"), [("flask_admin", 100), ("flask_restx", 10), ("flask_debugtoolbar", 20)])
def test_harmless_values_come_out_as_jinja_puts_them_out(package, fewest):
    """Byte for byte, in every place where these packages put a value."""
    escapers = Escapers(AddressRule(), Silence(), repr).by_kind()
    found, changed = 0, []
    for name, expression, spot in surveyed(package):
        found += 1
        kind = str(spot.detail[0]) if spot.kind == "script" else spot.kind
        for value in BENIGN[kind]:
            if spot.quote == "" and (value == "" or re.search(r"[\s<>'\"=`]", str(value))):
                continue  # Jinja lets it end the attribute
            where = (name, expression.site.lineno, spot.context)
            if escapers[spot.kind](value, spot.quote, spot.detail, where) != escape(value):
                changed.append((*where, value))
    assert [] == changed
    assert found >= fewest


def admin_app(mode):
    """A Flask-Admin over a table with filters, search and a row of everyday text, and its debug toolbar."""
    app = Flask("corpus")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY, SQLALCHEMY_DATABASE_URI="sqlite://")
    app.config["HARDENED_TEMPLATES_MODE"] = mode
    app.config["DEBUG_TB_ENABLED"] = False
    Hardened(app, csp=False, csrf=False, rate_limit=False)
    Babel(app)
    DebugToolbarExtension(app)
    database = SQLAlchemy(app)

    class Note(database.Model):
        id = database.Column(database.Integer, primary_key=True)
        title = database.Column(database.String(80))
        link = database.Column(database.String(80))
        done = database.Column(database.Boolean)

    class View(ModelView):
        column_filters = ("title", "done")
        column_searchable_list = ("title",)
        column_editable_list = ("title",)
        can_view_details = True
        can_export = True
        page_size = 2

    admin = Admin(app, name="O'Brien & notes")
    admin.add_view(View(Note, database, name="notes", endpoint="note"))
    with app.app_context():
        database.create_all()
        for number in range(5):
            database.session.add(
                Note(title=f'It\'s {number} < 5 & "more"', link="https://example.com/?a=b&c=d", done=number % 2)
            )
        database.session.commit()
    return app


PAGES = [
    *("/admin/", "/admin/note/", "/admin/note/?page=1&sort=1&desc=1", "/admin/note/?search=It%27s", "/admin/note/new/"),
    *(
        "/admin/note/edit/?id=1&url=/admin/note/",
        "/admin/note/details/?id=2",
        "/admin/note/?flt1_0=It",
        "/admin/note/details/?id=3&modal=True",
    ),
    *("/admin/note/new/?modal=True", "/admin/note/edit/?id=2&modal=True"),
]


def body(app, path):
    response = app.test_client().get(path)
    assert 200 == response.status_code, path
    return re.sub(r"[0-9a-f]{32,}|\d{10}\.\d+", "", response.get_data(as_text=True))


def test_pages_of_flask_admin_are_the_same():
    """Lists, filters, forms and details, with quotes and ampersands in every text."""
    off, enforced = admin_app("off"), admin_app("enforce")
    for path in PAGES:
        assert body(off, path) == body(enforced, path), path


def restx_app(mode):
    app = Flask("corpus_api")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY, HARDENED_TEMPLATES_MODE=mode)
    Hardened(app, csp=False, csrf=False, rate_limit=False)
    api = Api(app, title='O\'Brien & "Sons"', description="<b>numbers</b>")

    @api.route("/answer")
    class Answer(Resource):
        def get(self):
            return {}

    return app


def test_the_swagger_page_of_flask_restx_is_the_same():
    """Its script holds settings and addresses."""
    assert body(restx_app("off"), "/") == body(restx_app("enforce"), "/")

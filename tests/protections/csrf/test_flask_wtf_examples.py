"""What Flask-WTF's documentation shows, with ``Hardened(app)`` in place of ``CSRFProtect(app)``."""

from __future__ import annotations

import re

import pytest
from flask import Flask, redirect, render_template_string, request
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from flask_wtf.file import FileField, FileRequired
from werkzeug.utils import secure_filename
from wtforms import StringField
from wtforms.validators import DataRequired

from flask_hardened import Hardened
from flask_hardened.protections.csrf.decorators import csrf_exempt
from tests.protections.csrf.conftest import KEY

SAME = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


class MyForm(FlaskForm):
    name = StringField("name", validators=[DataRequired()])


class PhotoForm(FlaskForm):
    photo = FileField(validators=[FileRequired()])


SUBMIT = """
<form method="POST" action="/submit">
    {{ form.hidden_tag() }}
    {{ form.name.label }} {{ form.name(size=20) }}
    <input type="submit" value="Go">
</form>
"""
SUBMIT_FIELD = SUBMIT.replace("form.hidden_tag()", "form.csrf_token")
PLAIN = """
<form method="post">
    <input type="hidden" name="csrf_token" value="{{ csrf_token() }}"/>
</form>
"""


@pytest.fixture
def app() -> Flask:
    """The views of the quickstart, of "File Uploads" and of "CSRF Protection"."""
    app = Flask("wtf_docs")
    app.config.update(TESTING=True, SECRET_KEY=KEY)
    Hardened(app, rate_limit=False)

    @app.route("/submit", methods=["GET", "POST"])
    def submit():
        form = MyForm()
        if form.validate_on_submit():
            return redirect("/success")
        return render_template_string(app.config.get("PAGE", SUBMIT), form=form)

    @app.route("/upload", methods=["GET", "POST"])
    def upload():
        form = PhotoForm()
        if form.validate_on_submit():
            return secure_filename(form.photo.data.filename)
        return render_template_string(
            '<form method="POST" enctype="multipart/form-data">{{ form.hidden_tag() }}{{ form.photo }}</form>',
            form=form,
        )

    @app.route("/plain", methods=["GET", "POST"])
    def plain():
        return "posted" if request.method == "POST" else render_template_string(PLAIN)

    return app


def token_of(client, path):
    page = client.get(path).text
    [token] = re.findall(r'name="csrf_token" type="hidden" value="([^"]+)"|name="csrf_token" value="([^"]+)"', page)
    return token[0] or token[1]


@pytest.mark.parametrize("page", [SUBMIT, SUBMIT_FIELD])
def test_quickstart(app, client, page):
    """The form of the quickstart, with ``hidden_tag()`` or ``form.csrf_token``."""
    app.config["PAGE"] = page
    token = token_of(client, "/submit")
    response = client.post("/submit", headers=SAME, data={"csrf_token": token, "name": "ada"})
    assert (302, "/success") == (response.status_code, response.location)
    assert 403 == client.post("/submit", headers=SAME, data={"name": "ada"}).status_code


def test_file_uploads(client):
    """A multipart form with a file."""
    token = token_of(client, "/upload")
    from io import BytesIO

    sent = {"csrf_token": token, "photo": (BytesIO(b"x"), "../me.png")}
    assert "me.png" == client.post("/upload", headers=SAME, data=sent).text


def test_html_forms(client):
    """``{{ csrf_token() }}`` in a form that no FlaskForm made."""
    token = token_of(client, "/plain")
    assert "posted" == client.post("/plain", headers=SAME, data={"csrf_token": token}).text


def test_javascript_requests(app, client):
    """The header that the jQuery and Axios examples set."""
    app.get("/script")(lambda: render_template_string('<script>var csrf_token = "{{ csrf_token() }}";</script>'))
    token = re.search(r'csrf_token = "([^"]+)"', client.get("/script").text)[1]
    assert "posted" == client.post("/plain", data={"a": "1"}, headers={"X-CSRFToken": token}).text


def test_customize_the_error_response(app, client):
    """The page of the app's own, with the failure's description."""

    @app.errorhandler(CSRFError)
    def handle_csrf_error(e):
        return render_template_string("<p>{{ reason }}</p>", reason=e.description), 400

    response = client.post("/plain", data={"a": "1"})
    assert 400 == response.status_code
    assert response.text.startswith("<p>The CSRF token is missing")


def test_exclude_views(app, client):
    """``@csrf_exempt(reason=...)`` in place of ``@csrf.exempt``."""

    @app.route("/foo", methods=("GET", "POST"))
    @csrf_exempt(reason="nothing changes")
    def my_handler():
        return "ok"

    assert "ok" == client.post("/foo", data={"a": "1"}).text


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_flask_admin(token_in):
    """The forms of an extension that knows nothing of tokens get theirs, and are accepted with them."""
    from flask_admin import Admin
    from flask_admin.contrib.sqla import ModelView
    from flask_babel import Babel
    from flask_sqlalchemy import SQLAlchemy

    app = Flask("admin_app")
    app.config.update(TESTING=True, SECRET_KEY=KEY, SQLALCHEMY_DATABASE_URI="sqlite://")
    Hardened(app, rate_limit=False)
    Babel(app)
    database = SQLAlchemy(app)

    class Note(database.Model):
        id = database.Column(database.Integer, primary_key=True)
        title = database.Column(database.String(80))

    Admin(app, name="notes").add_view(ModelView(Note, database))
    with app.app_context():
        database.create_all()
    client = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/admin/note/new/").text)[1]
    sent = {"csrf_token": token, "title": "first"}
    assert 302 == client.post("/admin/note/new/", headers=SAME, data=sent).status_code
    listed = client.get("/admin/note/").text
    assert "first" in listed
    assert listed.count('name="csrf_token"') >= 2
    assert 302 == client.post("/admin/note/delete/", headers=SAME, data={"csrf_token": token, "id": "1"}).status_code
    assert 403 == client.post("/admin/note/delete/", headers=SAME, data={"id": "1"}).status_code

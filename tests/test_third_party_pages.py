"""Pages of other extensions in real Chromium: Flask-Admin's and Flask-RESTX's work with one line, unedited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from flask_restx import Api, Resource
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from flask_hardened import Hardened
from tests.conftest import SECRET_KEY

LISTEN = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
"""


def admin_app(**settings: Any) -> Flask:
    """A Flask-Admin over a table with one row; `settings` are attributes of its view."""
    app = Flask("admin_app")
    app.config.update(SECRET_KEY=SECRET_KEY, SQLALCHEMY_DATABASE_URI="sqlite://")
    Hardened(app)
    Babel(app)
    database = SQLAlchemy(app)

    class Note(database.Model):  # type: ignore[name-defined, misc]
        id = database.Column(database.Integer, primary_key=True)
        title = database.Column(database.String(80))

    admin = Admin(app, name="notes")
    admin.add_view(type("NoteView", (ModelView,), settings)(Note, database, name="note", endpoint="note"))
    with app.app_context():
        database.create_all()
        database.session.add(Note(title="first"))
        database.session.commit()
    return app


def restx_app() -> Flask:
    """A Flask-RESTX API with its Swagger page at the root."""
    app = Flask("restx_app")
    app.config.update(SECRET_KEY=SECRET_KEY)
    Hardened(app)
    api = Api(app, title="numbers")

    @api.route("/answer")
    class Answer(Resource):
        def get(self) -> dict[str, int]:
            """Return the answer."""
            return {"answer": 42}

    return app


@contextmanager
def visited(chromium: Browser, app: Flask) -> Iterator[tuple[Page, list[str]]]:
    """Serve `app` in production on loopback, and yield a page and what the browser complained about."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    complaints: list[str] = []
    context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}")
    page = context.new_page()
    page.add_init_script(LISTEN)
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("console", lambda message: complaints.append(message.text) if "Security Policy" in message.text else None)
    try:
        yield page, complaints
    finally:
        context.close()
        server.shutdown()
        thread.join()
        server.server_close()


def violations(page: Page) -> Any:
    """Return the violations of the page that is shown."""
    return page.evaluate("window.violations")


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::sqlalchemy.exc.SAWarning")
def test_flask_admin(chromium: Browser) -> None:
    """List, create and delete with its question: scripts, handlers and styles run, and the forms have their tokens.

    One handler does not, because a string from a variable stands in it: the menu of bulk actions. The how-to page says
    what to do about that one.
    """
    with visited(chromium, admin_app()) as (page, complaints):
        questions: list[str] = []
        page.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.accept()))
        page.goto("/admin/")
        assert [] == violations(page)
        page.goto("/admin/note/")
        assert ["script-src-attr"] == [violation.split()[0] for violation in violations(page)]
        page.goto("/admin/note/new/")
        page.locator("form.admin-form input[name=csrf_token]").first.wait_for(state="attached")
        page.get_by_label("Title").fill("second")
        assert [] == violations(page)
        page.get_by_role("button", name="Save", exact=True).or_(page.locator("input[value=Save]")).first.click()
        page.wait_for_url("**/admin/note/")
        page.get_by_text("second").wait_for()
        page.locator("tr", has_text="first").locator("button[title='Delete Record']").click()
        page.get_by_text("first", exact=True).wait_for(state="detached")
        assert ["Are you sure you want to delete this record?"] == questions
        assert [] == [complaint for complaint in complaints if "event handler" not in complaint]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::sqlalchemy.exc.SAWarning")
def test_flask_admin_with_what_the_how_to_page_says(chromium: Browser) -> None:
    """With the bulk action disallowed, no handler of the list page is blocked."""
    with visited(chromium, admin_app(action_disallowed_list=["delete"])) as (page, complaints):
        page.goto("/admin/note/")
        assert ([], []) == (violations(page), complaints)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_flask_restx(chromium: Browser) -> None:
    """The Swagger page draws itself and a request can be tried out, without a violation."""
    with visited(chromium, restx_app()) as (page, complaints):
        page.goto("/")
        page.get_by_text("default", exact=True).first.click()
        page.get_by_text("/answer").first.click()
        page.get_by_role("button", name="Try it out").click()
        page.get_by_role("button", name="Execute").click()
        page.get_by_text('"answer": 42').first.wait_for()
        assert ([], []) == (violations(page), complaints)

"""FHA011: Flask-Admin without anybody at the door."""

from __future__ import annotations

import pytest
from flask import Flask, abort, session
from flask_admin import Admin, BaseView, expose
from flask_admin.contrib.fileadmin import FileAdmin
from flask_admin.contrib.sqla import ModelView
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Column, Integer

from flask_hardened import AuthOptions
from flask_hardened.protections.auth.rules.open_admin_views import open_admin_views
from tests.audit.asking import ask, plain_app
from tests.audit.extensions_for_tests import hardened
from tests.conftest import SECRET_KEY

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


class Guarded:
    """Says who may use a view."""

    def is_accessible(self) -> bool:
        """Nobody."""
        return False


class Page(BaseView):
    """A page of the app's own."""

    @expose("/")
    def index(self) -> str:
        """Show nothing."""
        return ""


class OwnPage(Guarded, Page):
    """One that asks."""


def with_admin(*views: object) -> Flask:
    """Return an app with these admin views."""
    app = plain_app(SECRET_KEY=SECRET_KEY)
    admin = Admin(app)
    for view in views:
        admin.add_view(view)
    return app


def models(base: type[ModelView], **attributes: object) -> ModelView:
    """Return a view of a model."""
    app = plain_app(SQLALCHEMY_DATABASE_URI="sqlite://")
    db = SQLAlchemy(app)
    model = type("Thing", (db.Model,), {"id": Column(Integer, primary_key=True)})
    return type("Things", (base,), attributes)(model, db.session, endpoint="things")


def found(app: Flask) -> list[tuple[str | None, str]]:
    """Return the endpoint and the severity of each finding."""
    return [(each.location.endpoint, each.severity.label) for each in ask(open_admin_views, app)]


def test_found_for_records_files_and_pages(tmp_path: object) -> None:
    """What changes is critical, what only shows is high, and of pages nobody knows what they do."""
    assert [("things", "critical")] == found(with_admin(models(ModelView)))
    readable = models(ModelView, can_create=False, can_edit=False, can_delete=False)
    assert [("things", "high")] == found(with_admin(readable))
    assert [("files", "critical")] == found(with_admin(FileAdmin(str(tmp_path), endpoint="files")))
    assert [("page", "medium")] == found(with_admin(Page(endpoint="page")))


def test_found_beside_views_that_ask() -> None:
    """To guard one view guards no other."""
    app = with_admin(OwnPage(endpoint="own"), Page(endpoint="page"))
    assert [("page", "medium")] == found(app)


def test_not_found_for_classes_that_ask() -> None:
    """Of their own or by a parent of the app's; nor for the empty page of every admin."""
    assert [] == found(with_admin(OwnPage(endpoint="own"), models(type("Own", (Guarded, ModelView), {}))))
    assert [] == found(with_admin())
    assert [] == found(plain_app())


def test_not_found_behind_a_hook() -> None:
    """Of the app, if it asks; or where default="deny" closes everything that nobody decided."""
    app = plain_app(SECRET_KEY=SECRET_KEY)

    @app.before_request
    def ask_for_somebody() -> None:
        if "user" not in session:
            abort(401)

    Admin(app).add_view(Page(endpoint="page"))
    assert [] == found(app)
    assert [] == found(hardened(with_admin(Page(endpoint="page")), auth=AuthOptions(default="deny")))


def test_found_behind_a_hook_that_asks_nobody() -> None:
    """One that only remembers something."""
    app = plain_app(SECRET_KEY=SECRET_KEY)

    @app.before_request
    def remember() -> None:
        session["seen"] = True

    Admin(app).add_view(Page(endpoint="page"))
    assert [("page", "medium")] == found(app)

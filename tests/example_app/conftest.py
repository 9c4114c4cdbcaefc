"""The blog on a database of its own, and visitors that use it through forms."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from example_app import create_app
from example_app.models import db
from tests.example_app.visitors import KEY, PASSWORD, Create, Register, Visitor


@pytest.fixture
def create() -> Iterator[Create]:
    """The factory; the databases of what it made are closed after the test."""
    created: list[Flask] = []

    def create(config: Mapping[str, Any] | None = None) -> Flask:
        created.append(create_app(config))
        return created[-1]

    yield create
    for app in created:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(create: Create, tmp_path: Path) -> Flask:
    """The blog under test, empty."""
    return create(
        {
            "TESTING": True,
            "SECRET_KEY": KEY,
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'blog.sqlite3'}",
            "POSTS_PER_PAGE": 2,
        }
    )


@pytest.fixture
def client(app: Flask) -> Visitor:
    """A visitor who is not signed in."""
    return app.test_client()


@pytest.fixture
def registered(app: Flask) -> Register:
    """Registers somebody by name and gives their signed-in client."""

    def register(name: str) -> Visitor:
        client = app.test_client()
        response = client.post("/register", data={"name": name, "password": PASSWORD})
        assert 302 == response.status_code
        return client

    return register

"""The blog on a database of its own, and visitors that use it through forms."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from example_app import create_app, seed
from example_app.models import db
from tests.example_app.visitors import PASSWORD, Create, Register, Visitor, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.example_app.devices import Device


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
    return create({**settings(tmp_path), "TESTING": True, "POSTS_PER_PAGE": 2})


@pytest.fixture
def client(app: Flask) -> Visitor:
    """A visitor who is not signed in."""
    return Visitor.of(app)


@pytest.fixture
def registered(app: Flask) -> Register:
    """Registers somebody by name and gives their signed-in client."""

    def register(name: str) -> Visitor:
        client = Visitor.of(app)
        response = client.submit("/register", {"name": name, "password": PASSWORD})
        assert 302 == response.status_code
        return client

    return register


@pytest.fixture
def keeper(app: Flask) -> Visitor:
    """The administrator, signed in."""
    with app.app_context():
        password = seed.appoint("keeper")
    client = Visitor.of(app)
    assert 302 == client.sign_in("keeper", password).status_code
    return client


@pytest.fixture
def production(create: Create, tmp_path: Path) -> Flask:
    """The blog as `flask run` serves it: in production, over plain http, on loopback; with its seed posts."""
    app = create({**settings(tmp_path), "HARDENED_STORAGE_URI": f"sqlite:///{tmp_path / 'hardened.db'}"})
    with app.app_context():
        seed.fill()
        app.config["KEEPER"] = seed.appoint("keeper")
    return app


@pytest.fixture
def address(production: Flask) -> Iterator[str]:
    """Where the blog is being served."""
    server = make_server("127.0.0.1", 0, production, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browsers complained about."""
    return []


@pytest.fixture
def device(chromium: "Browser", address: str, complaints: list[str]) -> Iterator["Device"]:
    """Makes browsers that share nothing, as two machines, with light colours."""
    from tests.example_app.devices import listen

    contexts = []

    def device() -> "Page":
        contexts.append(chromium.new_context(base_url=address, color_scheme="light"))
        page = contexts[-1].new_page()
        listen(page, complaints)
        return page

    yield device
    for context in contexts:
        context.close()


@pytest.fixture
def page(device: "Device") -> "Page":
    """A fresh visitor."""
    return device()

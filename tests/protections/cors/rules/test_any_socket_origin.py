"""FHO014: sockets for pages of any origin."""

from types import SimpleNamespace

import pytest
from flask import Flask

from flask_hardened.protections.cors.rules.any_socket_origin import any_socket_origin
from tests.audit.asking import places, plain_app


def with_sockets(origins: object) -> Flask:
    """Return an app as Flask-SocketIO leaves it, which keeps the origins in its engine."""
    app = plain_app()
    app.extensions["socketio"] = SimpleNamespace(
        server=SimpleNamespace(eio=SimpleNamespace(cors_allowed_origins=origins))
    )
    return app


@pytest.mark.parametrize("origins", ["*", ["https://a.example", "*"], []])
def test_found_for_stars_and_no_check(origins: object) -> None:
    """An empty list turns the check off."""
    assert ["SocketIO(app)"] == places(any_socket_origin, with_sockets(origins))


@pytest.mark.parametrize("origins", [None, "https://a.example", ["https://a.example"], lambda origin: False])
def test_not_found_for_named_origins(origins: object) -> None:
    """Nor for the default, which is the same origin, for a function, and without sockets."""
    assert [] == places(any_socket_origin, with_sockets(origins))
    assert [] == places(any_socket_origin, plain_app())

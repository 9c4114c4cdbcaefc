"""FHH009: a header changes the method of a request."""

from __future__ import annotations

from typing import Any

from flask import Flask

from flask_hardened.protections.hosts.rules.overridden_methods import overridden_methods
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, found, found_in


def overriding(app: Flask) -> Flask:
    """Return the app inside of what many tutorials put around it, and with one view."""
    app.add_url_rule("/", "index", lambda: "index")
    inner = app.wsgi_app

    def override(environ: dict[str, Any], start_response: Any) -> Any:
        environ["REQUEST_METHOD"] = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE", environ["REQUEST_METHOD"])
        return inner(environ, start_response)

    app.wsgi_app = override  # type: ignore[method-assign]
    return app


def test_found_for_the_middleware() -> None:
    """A DELETE that is answered like OPTIONS."""
    assert 1 == len(found_in(overridden_methods, overriding(plain_app())))


def test_not_found_without() -> None:
    """The method of the request line holds; and where every method is answered, nothing can be told."""
    app = plain_app()
    app.add_url_rule("/", "index", lambda: "index")
    assert [] == found_in(overridden_methods, app)
    assert [] == found(
        overridden_methods, answer(kind="wrong-method", status=200), answer(kind="method-override", status=200)
    )

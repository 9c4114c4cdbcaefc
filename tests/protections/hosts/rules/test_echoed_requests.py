"""FHH008: TRACE is answered."""

from __future__ import annotations

from typing import Any

from flask_hardened.protections.hosts.rules.echoed_requests import echoed_requests
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, found, found_in


def test_found_for_a_server_that_repeats() -> None:
    """Middleware that answers TRACE as the RFC says."""
    app = plain_app()
    inner = app.wsgi_app

    def echo(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["REQUEST_METHOD"] != "TRACE":
            return inner(environ, start_response)
        start_response("200 OK", [("Content-Type", "message/http")])
        return [f"TRACE {environ['PATH_INFO']} HTTP/1.1".encode()]

    app.wsgi_app = echo  # type: ignore[method-assign]
    assert 1 == len(found_in(echoed_requests, app))


def test_not_found_for_a_refusal() -> None:
    """Nor for a page that answers any method without repeating it."""
    assert [] == found_in(echoed_requests, plain_app())
    assert [] == found(echoed_requests, answer(kind="trace", method="TRACE", status=200))

"""FHE005: an error page with a traceback."""

from __future__ import annotations

import traceback

from flask_hardened.protections.errors.rules.served_tracebacks import served_tracebacks
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, found, found_in


def test_found_for_a_handler_that_shows_it() -> None:
    """As text; the traceback itself is not repeated."""
    app = plain_app()

    @app.errorhandler(404)
    def missing(error: Exception) -> tuple[str, int]:
        try:
            raise ValueError("hunter2")
        except ValueError:
            return traceback.format_exc(), 404

    (finding,) = found_in(served_tracebacks, app)
    assert "hunter2" not in repr(finding)


def test_not_found_for_the_debugger() -> None:
    """That has a rule of its own; nor for an ordinary error page."""
    assert [] == found(served_tracebacks, answer(leaks=frozenset({"traceback", "debugger"})))
    assert [] == found_in(served_tracebacks, plain_app())

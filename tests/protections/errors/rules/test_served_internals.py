"""FHE006: an error page that tells about the inside."""

from __future__ import annotations

from flask_hardened.protections.errors.rules.served_internals import served_internals
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, found, found_in, severities


def test_found_by_kind() -> None:
    """What the database says is worse than a path or a version."""
    leaks = answer(leaks=frozenset({"sql", "path", "version"}))
    assert ["medium", "low", "low"] == severities(found(served_internals, leaks))


def test_found_in_a_real_app() -> None:
    """A handler that answers with the exception's text."""
    app = plain_app()

    @app.errorhandler(404)
    def missing(error: Exception) -> tuple[str, int]:
        return "sqlite3.OperationalError: no such table: pages", 404

    assert ["medium"] == severities(found_in(served_internals, app))


def test_not_found_beside_a_traceback() -> None:
    """There they are no news."""
    assert [] == found(served_internals, answer(leaks=frozenset({"sql", "traceback"})))
    assert [] == found_in(served_internals, plain_app())

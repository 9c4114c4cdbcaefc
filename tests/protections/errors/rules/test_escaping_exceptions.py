"""FHE008: an exception that leaves the app for an ordinary request."""

from __future__ import annotations

from dataclasses import replace

from flask_hardened.audit.collectors.config import collect_config
from flask_hardened.protections.deployment.secret_key import weakness
from flask_hardened.protections.errors.rules.escaping_exceptions import escaping_exceptions
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, found, probed, severities


def test_found_for_an_error_handler_that_fails() -> None:
    """In production it ends in a bare 500; while testing the exception comes out, which is low."""
    for config, severity in (({}, "medium"), ({"TESTING": True}, "low")):
        app = plain_app(**config)

        @app.errorhandler(404)
        def missing(error: Exception) -> str:
            raise LookupError

        snapshot = replace(probed(app), config_facts=collect_config(app, weakness))
        assert [severity] == severities(list(escaping_exceptions.findings(snapshot)))


def test_not_found_for_views() -> None:
    """A view that breaks is no ordinary request; and a page that is not there is no fault."""
    assert [] == found(escaping_exceptions, answer(kind="view", endpoint="a", status=500), answer())

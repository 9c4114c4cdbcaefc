"""FHS006: a store that is reached in clear text."""

import pytest

from flask_hardened import SessionsOptions
from flask_hardened.audit.finding import Severity
from flask_hardened.protections.sessions.rules.unencrypted_store import unencrypted_store
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize(
    "uri", ["redis://store.internal:6379", "redis://192.0.2.7/1", "rediss://store?ssl_cert_reqs=none"]
)
def test_found_on_another_machine(uri: str) -> None:
    """In clear text, or with whoever answers."""
    assert ["HARDENED_STORAGE_URI"] == places(unencrypted_store, hardened_app({"HARDENED_STORAGE_URI": uri}))


def test_found_as_worse_with_the_content_of_sessions() -> None:
    """Unless that is encrypted itself."""
    config = {"HARDENED_STORAGE_URI": "redis://store.internal"}
    severities = [
        ask(unencrypted_store, hardened_app(config, sessions=options))[0].severity
        for options in (SessionsOptions(server_side=True, encrypted=True), SessionsOptions(server_side=True))
    ]
    assert [Severity.LOW, Severity.MEDIUM] == severities


@pytest.mark.parametrize("uri", ["redis://localhost:6379", "redis://[::1]/2", "rediss://store.internal", "memory://"])
def test_not_found_on_this_machine_or_over_tls(uri: str) -> None:
    """By default there is a file."""
    assert [] == places(unencrypted_store, hardened_app({"HARDENED_STORAGE_URI": uri}))
    assert [] == places(unencrypted_store, hardened_app())
    assert [] == places(unencrypted_store, hardened_app(storage=False))
    unused = hardened_app({"HARDENED_STORAGE_URI": "redis://store.internal"}, sessions=False, rate_limit=False)
    assert [] == places(unencrypted_store, unused)
    assert [] == places(unencrypted_store, plain_app())

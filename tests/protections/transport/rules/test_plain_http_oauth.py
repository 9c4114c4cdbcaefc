"""FHT015: signing in by OAuth over plain HTTP."""

import pytest

from flask_hardened.protections.transport.rules.plain_http_oauth import plain_http_oauth
from tests.audit.asking import places, plain_app


@pytest.mark.parametrize("name", ["OAUTHLIB_INSECURE_TRANSPORT", "AUTHLIB_INSECURE_TRANSPORT"])
def test_found_in_the_environment(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Not while developing."""
    monkeypatch.setenv(name, "1")
    assert ["OAUTHLIB_INSECURE_TRANSPORT"] == places(plain_http_oauth, plain_app())
    assert [] == places(plain_http_oauth, plain_app(DEBUG=True))


def test_not_found_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor when it is empty."""
    monkeypatch.delenv("AUTHLIB_INSECURE_TRANSPORT", raising=False)
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "")
    assert [] == places(plain_http_oauth, plain_app())

"""FHD004: no secret key."""

import pytest

from flask_hardened.protections.deployment.rules.missing_secret_key import missing_secret_key
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize("key", [None, "", b""])
def test_found_when_missing_or_empty(key: str | bytes | None) -> None:
    """Low in an app that is not hardened, because Flask refuses to sign with it."""
    found = ask(missing_secret_key, plain_app(SECRET_KEY=key))
    assert [("SECRET_KEY", "low")] == [(each.location.setting, each.severity.label) for each in found]
    app = hardened_app()
    app.secret_key = key
    assert ["high"] == [each.severity.label for each in ask(missing_secret_key, app)]


def test_not_found_for_any_key() -> None:
    """A weak key is another rule's."""
    assert [] == places(missing_secret_key, hardened_app())
    assert [] == places(missing_secret_key, plain_app(SECRET_KEY="a"))

"""FHD005: a secret key that can be guessed."""

from typing import Any

import pytest

from flask_hardened.protections.deployment.rules.weak_secret_key import weak_secret_key
from tests.audit.asking import ask, hardened_app, places, plain_app
from tests.conftest import SECRET_KEY


@pytest.mark.parametrize("key", ["a", "dev", b"dev", "change-me-please-change-me-please", "a" * 64, 12345])
def test_found_without_repeating_the_key(key: Any) -> None:
    """What is wrong is said; the key is not."""
    found = ask(weak_secret_key, plain_app(SECRET_KEY=key))
    assert ["SECRET_KEY"] == [finding.location.setting for finding in found]
    assert len(str(key)) < 4 or str(key) not in found[0].message


@pytest.mark.parametrize("key", [SECRET_KEY, bytes.fromhex("8f3b1c0d9e7a45f2b6c81d203e4f5a69"), None, ""])
def test_not_found_for_good_and_missing_keys(key: Any) -> None:
    """Sixteen random bytes are enough; a missing key is another rule's."""
    assert [] == places(weak_secret_key, plain_app(SECRET_KEY=key))
    assert [] == places(weak_secret_key, hardened_app())

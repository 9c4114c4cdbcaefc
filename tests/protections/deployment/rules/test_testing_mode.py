"""FHD009: testing mode."""

from flask_hardened.protections.deployment.rules.testing_mode import testing_mode
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_the_flag() -> None:
    """Whether the app is hardened or not."""
    assert ["TESTING"] == places(testing_mode, plain_app(TESTING=True))
    assert ["TESTING"] == places(testing_mode, hardened_app())


def test_not_found_otherwise() -> None:
    """Production, and debugging."""
    assert [] == places(testing_mode, hardened_app({"TESTING": False}))
    assert [] == places(testing_mode, plain_app(DEBUG=True))

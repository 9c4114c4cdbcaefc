"""FHE002: exceptions leave the app."""

import pytest

from flask_hardened.protections.errors.rules.propagated_exceptions import SETTINGS, propagated_exceptions
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize("setting", SETTINGS)
def test_found_in_production(setting: str) -> None:
    """Each setting is reported; a hardened app's gate catches what comes out, so there it is low."""
    assert [setting] == places(propagated_exceptions, plain_app(**{setting: True}))
    hardened = ask(propagated_exceptions, hardened_app({setting: True, "TESTING": False}))
    assert [(setting, "low")] == [(each.location.setting, each.severity.label) for each in hardened]


@pytest.mark.parametrize("mode", ["TESTING", "DEBUG"])
def test_not_found_at_a_desk(mode: str) -> None:
    """While debugging and testing exceptions should come out."""
    assert [] == places(propagated_exceptions, plain_app(PROPAGATE_EXCEPTIONS=True, **{mode: True}))


@pytest.mark.parametrize("value", [None, False])
def test_not_found_unset_or_off(value: bool | None) -> None:
    """Unset is right, and so is False."""
    assert [] == places(propagated_exceptions, plain_app(PROPAGATE_EXCEPTIONS=value))

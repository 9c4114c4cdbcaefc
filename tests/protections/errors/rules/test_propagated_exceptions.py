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


@pytest.mark.parametrize("config", [{}, {"TESTING": True}, {"DEBUG": True}, {"PROPAGATE_EXCEPTIONS": False}])
def test_not_found_unset_or_at_a_desk(config: dict[str, bool]) -> None:
    """Unset is right; while debugging and testing exceptions should come out."""
    assert [] == places(propagated_exceptions, plain_app(**config))
    loud = {"PROPAGATE_EXCEPTIONS": True, **config}
    assert ([] if config.get("TESTING") or config.get("DEBUG") or config.get("PROPAGATE_EXCEPTIONS") is False
            else ["PROPAGATE_EXCEPTIONS"]) == places(propagated_exceptions, plain_app(**loud))  # fmt: skip

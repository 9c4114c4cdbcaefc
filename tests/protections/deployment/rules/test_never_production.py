"""FHD008: an app that never takes itself for production."""

import pytest

from flask_hardened import DeploymentOptions
from flask_hardened.protections.deployment.rules.never_production import never_production
from tests.audit.asking import hardened_app, places, plain_app

NEVER = DeploymentOptions(production=False)


def test_found_when_nothing_else_says_so() -> None:
    """Neither debug nor testing mode, and still no production."""
    app = hardened_app({"TESTING": False}, deployment=NEVER)
    assert ["HARDENED_DEPLOYMENT_PRODUCTION"] == places(never_production, app)


@pytest.mark.parametrize("mode", [{"TESTING": True}, {"TESTING": False, "DEBUG": True}])
def test_not_found_at_a_desk(mode: dict[str, bool]) -> None:
    """There it repeats what the mode says."""
    assert [] == places(never_production, hardened_app(mode, deployment=NEVER))


def test_not_found_by_default() -> None:
    """Left alone, or told that it is production."""
    assert [] == places(never_production, hardened_app({"TESTING": False}))
    assert [] == places(never_production, hardened_app(deployment=DeploymentOptions(production=True)))
    assert [] == places(never_production, plain_app())

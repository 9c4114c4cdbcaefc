"""FHS013: logins that nothing ties to a client."""

import pytest
from flask_login import LoginManager

from flask_hardened.protections.sessions.rules.untied_logins import untied_logins
from tests.audit.asking import places, plain_app


def test_found_when_it_is_turned_off() -> None:
    """On the manager, or in the configuration."""
    app = plain_app()
    LoginManager(app).session_protection = None
    assert ["SESSION_PROTECTION"] == places(untied_logins, app)
    app = plain_app(SESSION_PROTECTION=None)
    LoginManager(app)
    assert ["SESSION_PROTECTION"] == places(untied_logins, app)


@pytest.mark.parametrize("mode", ["basic", "strict"])
def test_not_found_otherwise(mode: str) -> None:
    """Nor without Flask-Login."""
    app = plain_app(SESSION_PROTECTION=mode)
    LoginManager(app)
    assert [] == places(untied_logins, app)
    assert [] == places(untied_logins, plain_app(SESSION_PROTECTION=None))

"""FHA018: logins that are turned off."""

from flask_login import LoginManager

from flask_hardened.protections.auth.rules.disabled_logins import disabled_logins
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities


def test_found_outside_of_tests() -> None:
    """It lets everybody in."""
    app = plain_app(LOGIN_DISABLED=True)
    LoginManager(app)
    assert [("LOGIN_DISABLED", "critical")] == severities(disabled_logins, app)


def test_not_found_in_tests() -> None:
    """Nor when it is off, nor without Flask-Login."""
    for config in ({"LOGIN_DISABLED": True, "TESTING": True}, {"LOGIN_DISABLED": False}, {}):
        app = plain_app(**config)
        LoginManager(app)
        assert [] == severities(disabled_logins, app)
    assert [] == severities(disabled_logins, plain_app(LOGIN_DISABLED=True))

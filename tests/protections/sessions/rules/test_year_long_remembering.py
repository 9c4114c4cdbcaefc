"""FHS015: a login is remembered for a year."""

from datetime import timedelta

import pytest
from flask_login import LoginManager

from flask_hardened.protections.sessions.rules.year_long_remembering import year_long_remembering
from tests.audit.asking import places, plain_app


@pytest.mark.parametrize("config", [{}, {"REMEMBER_COOKIE_DURATION": timedelta(days=91)},
                                    {"REMEMBER_COOKIE_DURATION": 10**8}])  # fmt: skip
def test_found_by_default_and_above_three_months(config: dict[str, object]) -> None:
    """As a duration or in seconds."""
    app = plain_app(**config)
    LoginManager(app)
    assert ["REMEMBER_COOKIE_DURATION"] == places(year_long_remembering, app)


def test_not_found_for_weeks() -> None:
    """Nor without Flask-Login."""
    app = plain_app(REMEMBER_COOKIE_DURATION=timedelta(days=90))
    LoginManager(app)
    assert [] == places(year_long_remembering, app)
    assert [] == places(year_long_remembering, plain_app())

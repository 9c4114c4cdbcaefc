"""FHS012: sessions that live for a month and more."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_session import Session

from flask_hardened.protections.sessions.rules.month_long_sessions import month_long_sessions
from tests.audit.asking import places, plain_app

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def with_session(folder: Path, **config: object) -> Flask:
    """Return an app with Flask-Session."""
    app = plain_app(SESSION_TYPE="filesystem", SESSION_FILE_DIR=str(folder / "own"), **config)
    Session(app)
    return app


@pytest.mark.parametrize("lifetime", [timedelta(days=31), timedelta(days=400), 40 * 86400])
def test_found_for_a_month_and_more(tmp_path: Path, lifetime: object) -> None:
    """As Flask's default is."""
    app = with_session(tmp_path, PERMANENT_SESSION_LIFETIME=lifetime)
    assert ["PERMANENT_SESSION_LIFETIME"] == places(month_long_sessions, app)


def test_not_found_for_hours(tmp_path: Path) -> None:
    """Nor for sessions that end with the browser, or in Flask's cookie."""
    short = with_session(tmp_path, PERMANENT_SESSION_LIFETIME=timedelta(hours=12))
    assert [] == places(month_long_sessions, short)
    assert [] == places(month_long_sessions, with_session(tmp_path, SESSION_PERMANENT=False))
    assert [] == places(month_long_sessions, plain_app())

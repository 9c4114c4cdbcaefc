"""FHS001: sessions that nothing ends."""

from pathlib import Path

import pytest
from flask.sessions import SecureCookieSessionInterface
from flask_session import Session

from flask_hardened.audit.finding import Confidence
from flask_hardened.protections.sessions.rules.endless_sessions import endless_sessions
from tests.audit.asking import ask, hardened_app, places, plain_app
from tests.conftest import SECRET_KEY


class OwnInterface(SecureCookieSessionInterface):
    """Sessions as an app keeps them itself."""


def test_found_without_the_feature() -> None:
    """Turned off, or never hardened."""
    assert ["Hardened(app)"] == places(endless_sessions, plain_app(SECRET_KEY=SECRET_KEY))
    assert ["HARDENED_SESSIONS"] == places(endless_sessions, hardened_app(sessions=False))


def test_found_with_less_confidence_where_another_interface_keeps_them() -> None:
    """It may end them."""
    app = hardened_app(sessions=False)
    assert [Confidence.HIGH] == [finding.confidence for finding in ask(endless_sessions, app)]
    app.session_interface = OwnInterface()
    assert [Confidence.LOW] == [finding.confidence for finding in ask(endless_sessions, app)]


def test_not_found_with_the_feature_or_without_sessions() -> None:
    """Without a key Flask has no sessions."""
    assert [] == places(endless_sessions, hardened_app())
    assert [] == places(endless_sessions, plain_app())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_not_found_beside_flask_session(tmp_path: Path) -> None:
    """It keeps them on the server."""
    app = plain_app(SECRET_KEY=SECRET_KEY, SESSION_TYPE="filesystem", SESSION_FILE_DIR=str(tmp_path))
    Session(app)
    assert [] == places(endless_sessions, app)

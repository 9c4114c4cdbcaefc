"""FHS003: sessions that live long."""

from flask_hardened import SessionsOptions
from flask_hardened.protections.sessions.rules.long_sessions import long_sessions
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_each_lifetime() -> None:
    """One second more than an hour, and than a day."""
    app = hardened_app(sessions=SessionsOptions(idle_lifetime=3601, absolute_lifetime=86401))
    assert ["HARDENED_SESSIONS_ABSOLUTE_LIFETIME", "HARDENED_SESSIONS_IDLE_LIFETIME"] == places(long_sessions, app)


def test_not_found_up_to_an_hour_and_a_day() -> None:
    """The defaults are shorter."""
    assert [] == places(long_sessions, hardened_app())
    options = SessionsOptions(idle_lifetime=3600, absolute_lifetime=86400)
    assert [] == places(long_sessions, hardened_app(sessions=options))
    assert [] == places(long_sessions, hardened_app(sessions=False))
    assert [] == places(long_sessions, plain_app())

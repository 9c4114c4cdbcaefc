"""FHS004: ended sessions that live again."""

from flask_hardened import RateLimitOptions, SessionsOptions
from flask_hardened.protections.sessions.rules.revived_sessions import revived_sessions
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_allow() -> None:
    """The option says so."""
    app = hardened_app(sessions=SessionsOptions(when_down="allow"))
    assert ["HARDENED_SESSIONS_WHEN_DOWN"] == places(revived_sessions, app)


def test_not_found_for_deny() -> None:
    """What limits do meanwhile is another rule's."""
    assert [] == places(revived_sessions, hardened_app())
    app = hardened_app(sessions=SessionsOptions(when_down="deny"), rate_limit=RateLimitOptions(when_down="allow"))
    assert [] == places(revived_sessions, app)
    assert [] == places(revived_sessions, hardened_app(sessions=False))
    assert [] == places(revived_sessions, plain_app())

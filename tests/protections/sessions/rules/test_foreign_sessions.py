"""FHS002: sessions that another interface keeps."""

from pathlib import Path

from flask.sessions import SecureCookieSessionInterface

from flask_hardened.protections.sessions.rules.foreign_sessions import foreign_sessions
from tests.audit.asking import ask, hardened_app, places, plain_app
from tests.protections.sessions.conftest import let_flask_session_keep


class OwnInterface(SecureCookieSessionInterface):
    """Sessions as an app or another extension keeps them."""


def test_found_by_its_name() -> None:
    """The message names the class."""
    app = hardened_app()
    app.session_interface = OwnInterface()
    assert ["app.session_interface"] == places(foreign_sessions, app)
    assert f"{__name__}.OwnInterface" in ask(foreign_sessions, app)[0].message


def test_flask_sessions_end_with_ours(tmp_path: Path) -> None:
    """Before the app starts and after; those of an old Flask-Session do not."""
    app = hardened_app()
    let_flask_session_keep(app, tmp_path)
    assert [] == places(foreign_sessions, app)
    app.test_client().get("/")
    assert [] == places(foreign_sessions, app)

    class Old(SecureCookieSessionInterface):
        """As it was."""

    Old.__module__ = "flask_session.sessions"
    app.session_interface = Old()
    assert ["app.session_interface"] == places(foreign_sessions, app)


def test_not_found_for_ours_and_flasks() -> None:
    """Flask's own is replaced when the app starts; with the feature off nothing is promised."""
    app = hardened_app()
    assert [] == places(foreign_sessions, app)
    app.session_interface = SecureCookieSessionInterface()
    assert [] == places(foreign_sessions, app)
    off = hardened_app(sessions=False)
    off.session_interface = OwnInterface()
    assert [] == places(foreign_sessions, off)
    assert [] == places(foreign_sessions, plain_app())

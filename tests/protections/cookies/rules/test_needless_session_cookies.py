"""FHK012: a session for somebody who only asked for a page that is not there."""

from __future__ import annotations

from flask import session

from flask_hardened.protections.cookies.rules.needless_session_cookies import needless_session_cookies
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, cookie, found, found_in
from tests.conftest import SECRET_KEY


def test_found_for_unknown_paths() -> None:
    """A hook that writes to the session everywhere."""
    app = plain_app(SECRET_KEY=SECRET_KEY)
    app.before_request(lambda: session.update(seen=True))
    assert 1 == len(found_in(needless_session_cookies, app))


def test_not_found_for_views() -> None:
    """A page may need one; other cookies are no session."""
    assert [] == found(needless_session_cookies, answer(kind="view", endpoint="a", cookies=(cookie(),)))
    assert [] == found(needless_session_cookies, answer(cookies=(cookie("theme"),)))
    assert [] == found_in(needless_session_cookies, plain_app(SECRET_KEY=SECRET_KEY))

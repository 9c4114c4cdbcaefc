"""FHK009: a cookie was set without Secure."""

from __future__ import annotations

from flask import session

from flask_hardened.protections.cookies.rules.served_plain_cookies import served_plain_cookies
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import answer, cookie, found, found_in, severities
from tests.conftest import SECRET_KEY


def test_found_by_name() -> None:
    """The session is worse than others; a cookie that several pages set is one finding."""
    plain = [cookie(secure=False), cookie("theme", secure=False)]
    findings = found(served_plain_cookies, answer(cookies=tuple(plain)), answer(path="/b", cookies=(plain[1],)))
    assert ["medium", "low"] == severities(findings)
    assert "'theme'" in findings[1].message
    assert "GET /none, GET /b" in findings[1].message


def test_found_in_a_real_app() -> None:
    """Flask's session cookie has no Secure by default."""
    app = plain_app(SECRET_KEY=SECRET_KEY)
    app.before_request(lambda: session.update(seen=True))
    (finding,) = found_in(served_plain_cookies, app)
    assert "'session'" in finding.message


def test_not_found_over_https_only_cookies() -> None:
    """Nor over plain http, where Secure could not be set."""
    assert [] == found(served_plain_cookies, answer(cookies=(cookie(),)))
    assert [] == found(served_plain_cookies, answer(scheme="http", cookies=(cookie(secure=False),)))
    app = hardened_app()
    app.before_request(lambda: session.update(seen=True))
    assert [] == found_in(served_plain_cookies, app)

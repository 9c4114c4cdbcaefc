"""HTTP Basic authentication: over HTTPS only, off by default, and nothing that a header can hold breaks it."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import TooManyRequests

from flask_hardened import ConfigurationError
from flask_hardened.exchange import Exchange
from flask_hardened.hardening import hardening_of
from flask_hardened.identity import Authenticator, Proof, Rejected
from flask_hardened.protections.passwords.basic import _decoded
from flask_hardened.protections.passwords.options import PasswordsOptions
from tests.protections.passwords.conftest import RIGHT, Make


def encoded(text: str | bytes) -> str:
    """Return the header for credentials."""
    raw = text if isinstance(text, bytes) else text.encode()
    return f"Basic {base64.b64encode(raw).decode()}"


@pytest.fixture
def app(make: Make) -> Flask:
    """An app that takes it."""
    return make(basic=True, realm="Back office")


@pytest.fixture
def authenticator(app: Flask) -> Authenticator:
    """Its one authenticator."""
    (found,) = app.extensions["hardened_passwords"].authenticators(app)
    return found


def ask(app: Flask, authenticator: Authenticator, header: str | None, **environ: Any) -> Proof | Rejected | None:
    """Ask it about a request."""
    given = {"HTTP_AUTHORIZATION": header} if header is not None else {}
    base = {"wsgi.url_scheme": "https", "REMOTE_ADDR": "192.0.2.7", **given, **environ}
    with app.test_request_context("/", environ_overrides=base) as context:
        exchange = Exchange(hardening_of(app), context.request.environ, lambda *_: None)
        context.request.environ["flask_hardened.exchange"] = exchange
        return authenticator.find(exchange)


def test_what_it_says_of_itself(authenticator: Authenticator) -> None:
    """A browser sends it by itself, so that CSRF has to be checked."""
    assert ("basic", True) == (authenticator.method, authenticator.ambient)
    assert 'Basic realm="Back office", charset="UTF-8"' == authenticator.challenge


def test_off_by_default(make: Make) -> None:
    """A password in each request is nobody's default."""
    app = make()
    assert [] == list(app.extensions["hardened_passwords"].authenticators(app))


def test_the_right_credentials(app: Flask, authenticator: Authenticator) -> None:
    """Whatever the case of the scheme."""
    expected = Proof(user_id="alice", method="basic", user="user alice")
    header = encoded(f"alice:{RIGHT}")
    assert expected == ask(app, authenticator, header)
    assert expected == ask(app, authenticator, header.replace("Basic ", "bAsIc   "))


@pytest.mark.parametrize("header", [None, "", "Bearer abc", "Basically abc", "Digest username=x"])
def test_other_credentials_are_not_its_business(app: Flask, authenticator: Authenticator, header: str | None) -> None:
    """Another authenticator may know them."""
    assert ask(app, authenticator, header) is None


@pytest.mark.parametrize(
    "header",
    [
        encoded("alice:wrong"),
        encoded("nobody:wrong"),
        encoded("alice"),
        encoded(""),
        encoded(":"),
        encoded(b"\xff\xfe:x"),
        encoded(f"alice:{RIGHT}") + "!",
        encoded(f"alice:{RIGHT}")[:-3],
        encoded("alice:" + "x" * 5000),
        "Basic",
        "Basic ",
        "Basic \u00e4\u00f6",
        "Basic " + "A" * 1_000_000,
    ],
)
def test_what_is_wrong_or_broken(app: Flask, authenticator: Authenticator, header: str) -> None:
    """Rejected, and the reason tells no secret."""
    found = ask(app, authenticator, header)
    assert isinstance(found, Rejected)
    assert RIGHT not in found.reason


def test_colons_belong_to_the_password() -> None:
    """The first one ends the name (RFC 7617 section 2)."""
    assert ("a", "b:c:") == _decoded(base64.b64encode(b"a:b:c:").decode())


@given(st.text())
def test_no_text_raises(credentials: str) -> None:
    """Whatever stands in the header."""
    found = _decoded(credentials)
    assert found is None or len(found) == 2


def test_plain_http(make: Make, authenticator: Authenticator, app: Flask, hashed: list[int]) -> None:
    """A password that came in clear text is not looked at, unless it came from this machine while developing."""
    header = encoded(f"alice:{RIGHT}")
    remote = ask(app, authenticator, header, **{"wsgi.url_scheme": "http"})
    assert isinstance(remote, Rejected)
    assert [] == hashed
    local = {"wsgi.url_scheme": "http", "REMOTE_ADDR": "127.0.0.1"}
    assert isinstance(ask(app, authenticator, header, **local), Proof)
    production = make(basic=True, config={"TESTING": False, "HARDENED_HOSTS_ALLOWED": ["www.example.com"]})
    (other,) = production.extensions["hardened_passwords"].authenticators(production)
    hashed.clear()
    assert isinstance(ask(production, other, header, **local), Rejected)
    assert [] == hashed


def test_guesses_are_counted(app: Flask, authenticator: Authenticator, events: list[dict[str, Any]]) -> None:
    """As in a form. That one failed is reported by who asked the authenticator, not twice."""
    for _ in range(10):
        assert isinstance(ask(app, authenticator, encoded("alice:wrong")), Rejected)
    with pytest.raises(TooManyRequests):
        ask(app, authenticator, encoded(f"alice:{RIGHT}"))
    assert ["authn_login_fail_max", "authn_login_lock"] == [event["event"] for event in events]


def test_it_needs_to_find_accounts() -> None:
    """Otherwise it could let nobody in."""
    with pytest.raises(ConfigurationError, match="needs to find accounts"):
        PasswordsOptions(basic=True)

"""The bearer authenticator: who sent a request, by its Authorization header and nothing else."""

from __future__ import annotations

import pytest
from flask import Flask, jsonify, request
from flask.testing import FlaskClient

from flask_hardened.hardening import current_exchange, hardening_of
from flask_hardened.identity import Authenticator, Rejected
from flask_hardened.protections.auth.decorators import auth_required
from flask_hardened.protections.tokens import functions as tokens
from flask_hardened.protections.tokens.options import TokensOptions
from flask_hardened.storage import Namespace, StoreDownError
from tests.protections.tokens.conftest import Make


def authenticator_of(app: Flask) -> Authenticator:
    """Return the authenticator that the room offers."""
    (room,) = (room for room in hardening_of(app).protections if room.feature == "tokens")
    (found,) = room.authenticators(app)
    return found


@pytest.fixture
def app(make: Make) -> Flask:
    """An app that says whom the authenticator finds, and that issues tokens."""
    app = make()

    @app.route("/who", methods=["GET", "POST"])
    def who():
        found = authenticator_of(app).find(current_exchange())
        if found is None or isinstance(found, Rejected):
            return jsonify(found and [found.reason, found.challenge])
        scopes = None if found.scopes is None else sorted(found.scopes)
        return jsonify([found.user_id, found.method, scopes, found.fresh_at is not None])

    @app.post("/token")
    def token():
        return tokens.issue(7).to_dict()

    @app.get("/strict")
    def strict():
        return tokens.verify(request.headers["Authorization"].removeprefix("Bearer ")).user_id

    return app


@pytest.fixture
def access(app: Flask) -> str:
    """An access token."""
    with app.app_context():
        return tokens.issue(7, scope="b a").access_token


def who(client: FlaskClient, header: str | None, **more):
    """Return what the authenticator found."""
    headers = {} if header is None else {"Authorization": header}
    return client.get("/who", headers=headers, **more).json


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer "])
def test_a_bearer_token(client: FlaskClient, access: str, scheme: str):
    """Schemes are not case-sensitive; scopes and freshness go with the proof."""
    assert ["7", "bearer", ["a", "b"], True] == who(client, f"{scheme} {access}")


@pytest.mark.parametrize("header", [None, "", "Basic dTpw", "Bearerx a.b.c", "Digest x", "Token a.b.c"])
def test_other_credentials_are_left_to_others(client: FlaskClient, header: str | None):
    """No token came: the next authenticator is asked."""
    assert who(client, header) is None


@pytest.mark.parametrize(
    "rest", ["", " ", " a.b.c", " a b", " {access}, Bearer {access}", " {access} x", "  {access}.", "\t{access}"]
)
def test_a_bad_token_is_rejected(client: FlaskClient, access: str, rest: str):
    """It came, and is not good: nobody else is asked, and the challenge says so (RFC 6750, section 3.1)."""
    if rest.startswith("\t"):
        assert who(client, f"Bearer{rest.format(access=access)}") is None
        return
    reason, challenge = who(client, f"Bearer{rest.format(access=access)}")
    assert "malformed" == reason
    assert 'Bearer realm="tokens", error="invalid_token", error_description="The token is malformed."' == challenge


def test_tokens_elsewhere_are_not_read(client: FlaskClient, access: str):
    """Not in the query string, in a form, or in a cookie."""
    assert who(client, None, query_string={"access_token": access}) is None
    assert client.post("/who", data={"access_token": access}).json is None
    client.set_cookie("access_token", access)
    assert who(client, None) is None


def test_why_a_token_was_rejected(app: Flask, client: FlaskClient, access: str, forward):
    """Revoked, of the other kind, expired: the reason is for the event, the sentence for the client."""
    with app.app_context():
        refresh = tokens.issue(7).refresh_token
        tokens.revoke(access)
        other = tokens.issue(7).access_token
    assert ["revoked", "wrong_type"] == [who(client, f"Bearer {text}")[0] for text in (access, refresh)]
    forward(1000)
    reason, challenge = who(client, f"Bearer {other}")
    assert ("expired", True) == (reason, "The token has expired." in challenge)


def test_while_the_store_is_down(client: FlaskClient, access: str, monkeypatch: pytest.MonkeyPatch):
    """503, so that clients keep their tokens."""

    def down(*args):
        raise StoreDownError

    monkeypatch.setattr(Namespace, "get_many", down)
    assert 503 == client.get("/who", headers={"Authorization": f"Bearer {access}"}).status_code


def test_the_challenge_without_a_token(make: Make):
    """The realm is the issuer, in quotes that it cannot end; the browser does not send tokens by itself."""
    for issuer, realm in (("https://api.example", "https://api.example"), ('a"b\\c\r\nd é', "a_b_c__d _")):
        found = authenticator_of(make(tokens=TokensOptions(issuer=issuer)))
        assert ("bearer", f'Bearer realm="{realm}"', False) == (found.method, found.challenge, found.ambient)


def test_a_view_that_lets_the_error_go(client: FlaskClient, access: str):
    """It is a 401 with the challenge, as HTML or as problem details."""
    assert "7" == client.get("/strict", headers={"Authorization": f"Bearer {access}"}).text
    for accept in ("text/html", "application/json"):
        response = client.get("/strict", headers={"Authorization": "Bearer x", "Accept": accept})
        assert 401 == response.status_code
        assert [
            'Bearer realm="tokens", error="invalid_token", error_description="The token is malformed."'
        ] == response.headers.getlist("WWW-Authenticate")


def test_no_cache_keeps_tokens(client: FlaskClient):
    """RFC 6749, section 5.1."""
    response = client.post("/token")
    assert (200, True) == (response.status_code, "no-store" in response.headers["Cache-Control"])


def test_views_that_ask_for_it(make: Make):
    """Together with the auth room: challenge, entry, challenge with the reason, and the end by signing out."""
    app = make()

    @app.post("/posts")
    @auth_required("bearer")
    def posts() -> str:
        return "written"

    client = app.test_client()
    with app.app_context():
        access = tokens.issue(7).access_token

    def ask(header: str | None) -> tuple[int, str | None]:
        response = client.post("/posts", headers={} if header is None else {"Authorization": header})
        return response.status_code, response.headers.get("WWW-Authenticate")

    assert (401, 'Bearer realm="tokens"') == ask(None)
    assert (200, None) == ask(f"Bearer {access}")
    status, challenge = ask(f"Bearer {access}x")
    assert (401, True) == (status, 'error="invalid_token"' in challenge)
    with app.app_context():
        for room in hardening_of(app).protections:  # what logout_everywhere does
            room.sign_out(app, "7")
    status, challenge = ask(f"Bearer {access}")
    assert (401, True) == (status, "revoked" in challenge)

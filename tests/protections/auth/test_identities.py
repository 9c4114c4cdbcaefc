"""Which of several credentials counts, and that none escapes the CSRF check by bringing another."""

from __future__ import annotations

from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.identity import Authenticator, Proof, Rejected
from flask_hardened.protections.auth.api_keys import hash_api_key, make_api_key
from flask_hardened.protections.auth.current import current_identity
from flask_hardened.protections.auth.decorators import (
    auth_required,
    fresh_login_required,
    permissions_required,
    roles_required,
)
from flask_hardened.protections.auth.person import Identity
from flask_hardened.protections.auth.rights import names_of
from flask_hardened.protections.tokens.functions import issue
from tests.protections.auth.conftest import SITE, Make

KEY = make_api_key("blog")
SCOPED = make_api_key()
GONE = make_api_key()
OWNERS: dict[str, Any] = {
    KEY.hash: "adam",
    SCOPED.hash: Proof(user_id="adam", method="api_key", scopes=frozenset({"read", "fly"})),
    GONE.hash: "nobody",
}


def by_cookie(exchange: Any) -> Proof | None:
    """Find the user in a cookie of another system."""
    return Proof(user_id="ed", method="sso", user=None) if "sso=1" in exchange.environ.get("HTTP_COOKIE", "") else None


@pytest.fixture
def app(make: Make) -> Flask:
    """An app with sessions, API keys, and a cookie of another system."""
    app = make(
        api_keys=OWNERS.get, authenticators=[Authenticator(method="sso", find=by_cookie, ambient=True)],
        features={"csrf": True},
    )  # fmt: skip

    @app.route("/who", methods=["GET", "POST"])
    def who() -> dict[str, Any]:
        found = current_identity
        return {
            "id": found.id,
            "method": found.method,
            "roles": sorted(found.roles),
            "permissions": sorted(found.permissions),
        }

    for method in ("api_key", "session", "sso"):
        app.add_url_rule(f"/{method}", method, auth_required(method)(lambda: str(current_identity.id)))
    app.add_url_rule("/admin", "admin", roles_required("admin")(lambda: ""))
    app.add_url_rule("/read", "read", permissions_required("read")(lambda: ""))
    app.add_url_rule("/delete", "delete", permissions_required("delete")(lambda: ""))
    return app


def get(client: FlaskClient, path: str = "/who", **headers: str) -> Any:
    """Ask with headers."""
    return client.get(path, base_url=SITE, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("header", ["X_API_Key", "Authorization"])
def test_api_keys_are_taken_from_headers(client: FlaskClient, header: str) -> None:
    """Either one; also both, if they say the same."""
    value = f"ApiKey {KEY.key}" if header == "Authorization" else KEY.key
    assert ("adam", "api_key") == (
        get(client, **{header: value}).json["id"],
        get(client, **{header: value}).json["method"],
    )
    assert "adam" == get(client, X_API_Key=KEY.key, Authorization=f"apikey {KEY.key}").json["id"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X_API_Key": make_api_key().key},
        {"X_API_Key": KEY.key[:-1]},
        {"X_API_Key": KEY.hash},
        {"X_API_Key": ""},
        {"X_API_Key": "short"},
        {"X_API_Key": "x" * 100_000},
        {"X_API_Key": KEY.key + "\xe9"},
        {"X_API_Key": GONE.key},
        {"X_API_Key": f"{KEY.key},{KEY.key}"},
        {"Authorization": "ApiKey"},
        {"X_API_Key": KEY.key, "Authorization": f"ApiKey {SCOPED.key}"},
    ],
)
def test_other_api_keys_open_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    """Unknown, cut, the hash itself, too long, of a user who is gone, or two at once; the challenge names the scheme."""
    answer = get(client, "/api_key", **headers)
    assert (401, 'ApiKey realm="api"') == (answer.status_code, answer.headers["WWW-Authenticate"])
    assert get(client, "/who", **headers).json["id"] is None


def test_keys_in_the_query_or_a_cookie_are_not_looked_at(client: FlaskClient) -> None:
    """They would end up in logs."""
    client.set_cookie("X-API-Key", KEY.key, domain="localhost")
    assert 401 == client.get(f"/api_key?api_key={KEY.key}&X-API-Key={KEY.key}", base_url=SITE).status_code


def test_a_key_is_kept_as_its_hash() -> None:
    """Each is new, has a recognisable beginning, and is not shown by repr()."""
    one, two = make_api_key("acme"), make_api_key("acme")
    assert one.key.startswith("acme_")
    assert one.key != two.key
    assert (one.hash, 64) == (hash_api_key(one.key), len(one.hash))
    assert one.key not in repr(one)
    for prefix in ("", "1a", "a b", "x" * 21, "é"):
        with pytest.raises(ValueError, match="prefix"):
            make_api_key(prefix)


def test_scopes_make_a_key_weaker_never_stronger(client: FlaskClient) -> None:
    """Of the user's permissions the scopes are left, and no roles."""
    whole, scoped = get(client, X_API_Key=KEY.key).json, get(client, X_API_Key=SCOPED.key).json
    assert (["admin", "editor"], ["delete", "read", "write"]) == (whole["roles"], whole["permissions"])
    assert ([], ["read"]) == (scoped["roles"], scoped["permissions"])
    found = [get(client, path, X_API_Key=SCOPED.key).status_code for path in ("/read", "/delete", "/admin")]
    assert [200, 403, 403] == found


def test_without_user_objects_scopes_are_the_permissions() -> None:
    """Whoever signed the token has said so; no scopes are no permissions."""
    assert frozenset({"a"}) == Identity(id="7", scopes=frozenset({"a"})).permissions
    assert frozenset() == Identity(id="7").permissions == Identity(scopes=frozenset({"a"})).permissions
    assert frozenset() == Identity(user=SimpleNamespace(roles=["admin"])).roles


def test_what_is_sent_on_purpose_wins_over_what_browsers_send(client: FlaskClient) -> None:
    """A key, then a cookie; and where one method is demanded, the others are not looked at."""
    client.post("/login?user=ann", base_url=SITE)
    assert "ann" == get(client).json["id"]
    assert "adam" == get(client, X_API_Key=KEY.key).json["id"]
    assert "ann" == get(client, "/session", X_API_Key=KEY.key).text
    assert "adam" == get(client, "/api_key", X_API_Key=KEY.key).text


def test_credentials_that_are_no_good_are_not_made_up_for_by_others(client: FlaskClient) -> None:
    """A request with a session and a wrong key is nobody's."""
    client.post("/login?user=ann", base_url=SITE)
    assert get(client, X_API_Key="x" * 40).json["id"] is None
    assert 401 == get(client, "/admin", X_API_Key="x" * 40).status_code


def test_the_order_can_be_chosen(make: Make) -> None:
    """A method that is left out counts nowhere."""
    app = make(api_keys=OWNERS.get, methods=["session", "api_key"])
    app.add_url_rule("/", "v", auth_required(lambda: str(current_identity.id)))
    client = app.test_client()
    client.post("/login?user=ann", base_url=SITE)
    assert "ann" == get(client, "/", X_API_Key=KEY.key).text
    assert 401 == get(app.test_client(), "/", X_User="ann").status_code


def test_cookies_beside_a_bearer_token_do_not_escape_the_csrf_check(app: Flask) -> None:
    """The check is only left out where no session is: cookies of other systems then say nothing."""
    client = app.test_client()
    client.set_cookie("sso", "1", domain="localhost")
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert "ed" == client.get("/who", base_url=SITE).json["id"]
    assert 403 == client.post("/who", base_url=SITE, headers=foreign).status_code
    answer = client.post("/who", base_url=SITE, headers={**foreign, "Authorization": "Bearer x"})
    assert answer.status_code in (200, 401)
    assert "ed" != (answer.json or {}).get("id")
    assert 401 == get(client, "/sso", Authorization="Bearer x").status_code


def test_a_session_beside_a_bearer_token_does_not_either(app: Flask) -> None:
    """Neither by itself, nor on a route that wants a session."""
    app.add_url_rule("/change", "change", auth_required("session")(lambda: "changed"), methods=["POST"])
    client = app.test_client()
    client.post("/login?user=ann", base_url=SITE)
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    for more in ({}, {"Authorization": "Bearer x"}, {"X-API-Key": KEY.key}):
        assert 403 == client.post("/change", base_url=SITE, headers={**foreign, **more}).status_code
    assert "changed" == client.post("/change", base_url=SITE, headers={"Sec-Fetch-Site": "same-origin"}).text


@pytest.mark.parametrize("found", ["ann", True, 7, ("ann",)])
def test_an_authenticator_that_returns_anything_else_is_an_error(make: Make, found: Any) -> None:
    """And lets nobody in."""
    odd = Authenticator(method="odd", find=lambda exchange: found)
    app = make({"PROPAGATE_EXCEPTIONS": False}, authenticators=[odd], loader=None)
    app.add_url_rule("/", "v", auth_required(lambda: ""))
    assert 500 == get(app.test_client(), "/").status_code


@pytest.mark.parametrize("user_id", [None, ""])
def test_a_proof_of_nobody_is_none(make: Make, user_id: Any) -> None:
    """Not even without a loader."""
    empty = Authenticator(method="empty", find=lambda exchange: Proof(user_id=user_id, method="empty"))
    app = make(authenticators=[empty], loader=None)
    app.add_url_rule("/", "v", auth_required(lambda: ""))
    assert 401 == get(app.test_client(), "/").status_code


@pytest.mark.parametrize("owner", [object(), True, ["ann"], b"ann"])
def test_a_proof_of_what_is_no_id_is_an_error(make: Make, owner: Any) -> None:
    """A user object in place of its id: without a loader its ``str()`` would be signed in."""
    odd = Authenticator(method="odd", find=lambda exchange: Proof(user_id=owner, method="odd"))
    for options in ({"authenticators": [odd]}, {"authenticators": [], "api_keys": lambda hashed: owner}):
        app = make({"PROPAGATE_EXCEPTIONS": False}, loader=None, **options)
        app.add_url_rule("/", "v", auth_required(lambda: ""))
        assert 500 == get(app.test_client(), "/", X_API_Key=KEY.key).status_code


def test_authenticators_may_be_async(make: Make) -> None:
    """They are awaited; a coroutine is no proof."""

    async def find(exchange: Any) -> Proof | Rejected | None:
        return None if "HTTP_X_A" not in exchange.environ else Proof(user_id=exchange.environ["HTTP_X_A"], method="a")

    app = make(authenticators=[Authenticator(method="a", find=find)])  # type: ignore[arg-type]
    app.add_url_rule("/", "v", auth_required(lambda: str(current_identity.id)))
    assert [401, 200] == [get(app.test_client(), "/", **headers).status_code for headers in ({}, {"X_A": "ann"})]


def test_templates_know_who_it_is(make: Make) -> None:
    """A variable of their own of that name wins."""
    app = make()
    app.add_url_rule("/", "v", lambda: render_template_string("{{ current_identity.id or 'nobody' }}"))
    app.add_url_rule("/own", "own", lambda: render_template_string("{{ current_identity }}", current_identity="mine"))
    client = app.test_client()
    assert ["nobody", "ann", "mine"] == [
        get(client, "/").text,
        get(client, "/", X_User="ann").text,
        get(client, "/own").text,
    ]


def test_outside_a_request_nobody_can_be_asked(app: Flask) -> None:
    """And without the feature there is a reason to read."""
    with app.app_context(), pytest.raises(RuntimeError, match="outside of request context"):
        str(current_identity.id)
    with app.test_request_context("/", headers={"X-API-Key": KEY.key}):
        assert "adam" == current_identity.id
    with Flask("plain").test_request_context("/"), pytest.raises(RuntimeError, match="feature auth"):
        bool(current_identity)


class Role(Enum):
    """Roles as an app may write them."""

    ADMIN = "admin"
    EDITOR = 2


@pytest.mark.parametrize(
    ("found", "names"),
    [
        (None, set()),
        ([], set()),
        ("admin", {"admin"}),
        (["a", "b"], {"a", "b"}),
        ({"admin": False, "editor": True}, {"editor"}),
        (Role.ADMIN, {"admin"}),
        ([Role.ADMIN, Role.EDITOR], {"admin", "EDITOR"}),
        ([SimpleNamespace(name="staff")], {"staff"}),
        (lambda: ["called"], {"called"}),
        ((name for name in ("x",)), {"x"}),
    ],
)
def test_names_of_roles(found: Any, names: set[str]) -> None:
    """Strings, enums, objects with a name, mappings, functions; a string is not its letters."""
    assert names == names_of(found)


@given(st.one_of(st.integers(1), st.binary(min_size=1), st.lists(st.integers() | st.none() | st.just(""), min_size=1)))
def test_what_has_no_name_is_no_role(found: Any) -> None:
    """It is an error, and never a name that was made up."""
    with pytest.raises(TypeError):
        names_of(found)


def test_bearer_tokens_of_the_tokens_room(make: Make) -> None:
    """With their scopes; a stale one is told that a more recent sign-in is needed (RFC 9470)."""
    app = make()
    app.add_url_rule("/token", "token", lambda: issue("adam", scope="read", fresh=False).access_token, methods=["POST"])
    app.add_url_rule("/read", "read", auth_required("bearer")(permissions_required("read")(lambda: "")))
    app.add_url_rule("/admin", "admin", roles_required("admin")(lambda: ""))
    app.add_url_rule("/fresh", "fresh", auth_required("bearer")(fresh_login_required(60)(lambda: "")))
    client = app.test_client()
    token = client.post("/token", base_url=SITE).text
    bearer = {"Authorization": f"Bearer {token}"}
    assert [200, 403] == [get(client, path, **bearer).status_code for path in ("/read", "/admin")]
    wrong = get(client, "/read", Authorization=f"Bearer {token}x")
    assert (401, True) == (wrong.status_code, 'error="invalid_token"' in wrong.headers["WWW-Authenticate"])
    stale = get(client, "/fresh", **bearer)
    assert 401 == stale.status_code
    assert 'error="insufficient_user_authentication"' in stale.headers["WWW-Authenticate"]
    assert "max_age=60" in stale.headers["WWW-Authenticate"]

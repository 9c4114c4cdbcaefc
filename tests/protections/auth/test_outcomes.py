"""What those are answered who may not go on: challenges, a redirect to sign in, 403, and the events."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from ada_url import URL
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened import CorsOptions
from flask_hardened.protections.auth.decorators import auth_required, fresh_login_required, public, roles_required
from flask_hardened.protections.auth.login_page import here
from tests.protections.auth.conftest import SITE, Make, ask

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def app(make: Make) -> Flask:
    """An app with a login page, and a few guarded views."""
    app = make(login_endpoint="page")
    app.add_url_rule("/sign-in", "page", public(lambda: "sign in"))
    app.add_url_rule("/any", "any", auth_required(lambda: ""), methods=["GET", "POST"])
    app.add_url_rule("/web", "web", auth_required("session")(lambda: ""), methods=["GET", "POST"])
    app.add_url_rule("/api", "api", auth_required("header")(lambda: ""))
    app.add_url_rule("/admin", "admin", roles_required("admin")(lambda: ""))
    app.add_url_rule("/fresh", "fresh", fresh_login_required(lambda: ""))
    app.add_url_rule("/files/<path:name>", "files", auth_required(lambda name: name))
    return app


def test_programs_are_answered_401_with_the_challenges_of_the_route(client: FlaskClient) -> None:
    """As problem details; only methods that count here are named (RFC 9110, section 11.6.1)."""
    answer = client.get("/api", base_url=SITE)
    assert (401, ['Header realm="tests"']) == (answer.status_code, answer.headers.getlist("WWW-Authenticate"))
    assert "application/problem+json" == answer.content_type
    assert "Unauthorized" == answer.json["title"]
    assert 'Header realm="tests"' in client.get("/any", base_url=SITE).headers.getlist("WWW-Authenticate")
    assert ['Cookie realm="session"'] == client.get("/web", base_url=SITE).headers.getlist("WWW-Authenticate")


def test_refusals_are_not_stored(client: FlaskClient, app: Flask) -> None:
    """Neither 401, nor 403, nor the redirect; also without the room that sees to it otherwise."""
    answers = [ask(client, "/api"), ask(client, "/admin", "ann"), client.get("/web", base_url=SITE, headers=BROWSER)]
    assert [401, 403, 302] == [answer.status_code for answer in answers]
    assert ["no-store"] * 3 == [answer.headers["Cache-Control"] for answer in answers]
    assert all({"Accept", "Cookie", "Authorization"} <= {*answer.vary} for answer in map(_with_vary, answers))


def _with_vary(answer: Any) -> Any:
    answer.vary = [name.strip() for name in ",".join(answer.headers.getlist("Vary")).split(",")]
    return answer


def test_what_credentials_open_is_not_stored(client: FlaskClient) -> None:
    """A shared cache does not know that a header of our own is a credential."""
    answer = ask(client, "/any", "ann")
    assert (200, "no-store") == (answer.status_code, answer.headers["Cache-Control"])


def test_rejected_credentials_say_so(client: FlaskClient) -> None:
    """The challenge of whoever rejected them takes the place of its own; no other method is tried."""
    answer = ask(client, "/any", "bad")
    challenges = answer.headers.getlist("WWW-Authenticate")
    assert (401, True) == (answer.status_code, 'Header error="bad"' in challenges)
    assert 'Header realm="tests"' not in challenges
    client.post("/login?user=ann", base_url=SITE)
    assert (200, 401) == (ask(client, "/any").status_code, ask(client, "/any", "bad").status_code)
    assert 401 == client.get("/any", base_url=SITE, headers={**BROWSER, "X-User": "bad"}).status_code


def test_browsers_are_sent_to_the_login_page(client: FlaskClient) -> None:
    """With the path and the query that they asked for."""
    answer = client.get("/web?a=b&c=%2F", base_url=SITE, headers=BROWSER)
    target = urlsplit(answer.headers["Location"])
    assert (302, "/sign-in", "") == (answer.status_code, target.path, target.netloc)
    assert {"next": ["/web?a=b&c=%2F"]} == parse_qs(target.query)


def test_a_form_is_not_sent_again_after_signing_in(client: FlaskClient) -> None:
    """303 makes it a GET, and the page is not told to come back to an address that takes POST."""
    answer = client.post("/web", base_url=SITE, headers=BROWSER)
    assert (303, "/sign-in") == (answer.status_code, answer.headers["Location"])


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "application/json"},
        {},
        {**BROWSER, "Sec-Fetch-Mode": "cors"},
        {**BROWSER, "X-Requested-With": "XMLHttpRequest"},
    ],
)
def test_scripts_are_not_sent_to_a_page(client: FlaskClient, headers: dict[str, str]) -> None:
    """What cannot show a page is answered 401."""
    assert 401 == client.get("/web", base_url=SITE, headers=headers).status_code


def test_where_no_session_counts_nobody_is_sent_to_sign_in(client: FlaskClient) -> None:
    """Signing in there would not help."""
    assert 401 == client.get("/api", base_url=SITE, headers=BROWSER).status_code


def test_without_a_login_page_browsers_get_a_page_with_401(make: Make) -> None:
    """And the app's own handler answers, if it has one."""
    app = make()
    app.add_url_rule("/", "v", auth_required(lambda: ""))
    answer = app.test_client().get("/", base_url=SITE, headers=BROWSER)
    assert (401, "text/html; charset=utf-8") == (answer.status_code, answer.content_type)
    own = make()
    own.add_url_rule("/", "v", auth_required(lambda: ""))
    own.register_error_handler(401, lambda error: (f"mine: {error.description}", 401))
    answer = own.test_client().get("/", base_url=SITE)
    assert (401, "mine: Sign in to use this address.") == (answer.status_code, answer.text)
    assert "no-store" == answer.headers["Cache-Control"]


def test_without_the_rooms_beside_it_the_answers_are_the_same(make: Make) -> None:
    """Flask's own pages then carry the challenges and ``no-store``."""
    app = make(features={"errors": False, "headers": False})
    app.add_url_rule("/", "v", auth_required("header")(lambda: ""))
    app.add_url_rule("/admin", "admin", roles_required("admin")(lambda: ""))
    answer = ask(app, "/")
    assert (401, 'Header realm="tests"') == (answer.status_code, answer.headers["WWW-Authenticate"])
    denied = ask(app, "/admin", "ann")
    assert 403 == denied.status_code
    assert ["no-store"] * 2 == [each.headers["Cache-Control"] for each in (answer, denied)]


def test_the_login_page_may_be_an_address(make: Make) -> None:
    """Of this site or another one; a query of its own stays."""
    found = []
    for url in ("/in", "/in?a=b", "https://sso.example/in#top"):
        app = make(login_url=url)
        app.add_url_rule("/x", "v", auth_required(lambda: ""))
        found.append(app.test_client().get("/x", base_url=SITE, headers=BROWSER).headers["Location"])
    assert ["/in?next=%2Fx", "/in?a=b&next=%2Fx", "https://sso.example/in?next=%2Fx#top"] == found


def test_parameters_of_the_login_page_are_taken_from_the_request(make: Make) -> None:
    """A language in front of every path, for instance; if they are missing, nobody is sent anywhere."""
    app = make(login_endpoint="page")
    app.add_url_rule("/<lang>/in", "page", public(lambda lang: ""))
    app.add_url_rule("/<lang>/me", "me", auth_required(lambda lang: ""))
    app.add_url_rule("/me", "bare", auth_required(lambda: ""))
    client = app.test_client()
    assert "/de/in?next=/de/me" == client.get("/de/me", base_url=SITE, headers=BROWSER).headers["Location"]
    assert 401 == client.get("/me", base_url=SITE, headers=BROWSER).status_code


def test_an_app_below_a_path_keeps_its_prefix(app: Flask) -> None:
    """SCRIPT_NAME is part of where the browser wanted to go."""
    answer = app.test_client().get("/web", base_url=f"{SITE}/below", headers=BROWSER)
    assert "/below/sign-in?next=/below/web" == answer.headers["Location"]


def test_who_is_known_but_has_no_right_is_answered_403(client: FlaskClient) -> None:
    """A browser too: signing in once more would not help."""
    assert [403, 200] == [ask(client, "/admin", user).status_code for user in ("ann", "adam")]
    answer = client.get("/admin", base_url=SITE, headers={**BROWSER, "X-User": "ann"})
    assert (403, "text/html; charset=utf-8") == (answer.status_code, answer.content_type)


def test_each_outcome_is_an_event(client: FlaskClient, said: list[dict[str, Any]]) -> None:
    """In OWASP's words, with the user and the endpoint where there are any."""
    ask(client, "/admin")
    ask(client, "/admin", "bad")
    ask(client, "/admin", "ann")
    ask(client, "/admin", "nobody")
    ask(client, "/fresh", "ann")
    named = [(event["event"], event["level"], event.get("reason"), event.get("userid")) for event in said]
    assert [
        ("authz_fail", "INFO", "unauthenticated", None),
        ("authn_login_fail", "WARN", "bad", None),
        ("authz_fail", "INFO", "unauthenticated", None),
        ("authz_fail", "CRITICAL", "role", "ann"),
        ("authn_login_fail", "WARN", "user_unknown", "nobody"),
        ("authz_fail", "INFO", "unauthenticated", None),
        ("authz_fail", "INFO", "stale_login", "ann"),
    ] == named
    assert {"admin", "fresh"} == {event["endpoint"] for event in said if event["event"] == "authz_fail"}


def test_preflights_are_answered_before(make: Make) -> None:
    """They carry no credentials (WHATWG Fetch)."""
    app = make(default="deny", features={"cors": CorsOptions(origins=["https://app.example"])})
    app.add_url_rule("/", "v", auth_required(lambda: ""), methods=["GET", "PUT"])
    answer = app.test_client().options(
        "/", base_url=SITE, headers={"Origin": "https://app.example", "Access-Control-Request-Method": "PUT"}
    )
    assert (204, "https://app.example") == (answer.status_code, answer.headers["Access-Control-Allow-Origin"])


def test_the_body_is_not_read_before(make: Make) -> None:
    """Who may not come in cannot make the app parse anything."""
    app = make()
    read: list[Any] = []

    class Body:
        def read(self, size: int = -1) -> bytes:
            read.append(size)
            return b""

    blueprint = auth_required(Blueprint("b", "x"))
    blueprint.add_url_rule("/", "v", lambda: "", methods=["POST"])
    app.register_blueprint(blueprint)
    app.before_request(lambda: read.append("hook"))
    answer = app.test_client().post(
        "/", base_url=SITE, environ_overrides={"wsgi.input": Body(), "CONTENT_LENGTH": "9"}, content_type="text/plain"
    )
    assert (401, []) == (answer.status_code, read)


PATHS = st.text(st.sampled_from("/\\.:@%?#;&=~ \t\r\n\0eviltop.example\u3002\uff0f\uff3c\u202e\u00e9"), max_size=30)


@given(PATHS, PATHS, st.sampled_from(["", "/app", "//evil.example", "/\\evil.example"]))
def test_next_never_leads_to_another_site(path: str, query: str, prefix: str) -> None:
    """Whatever was asked for: a browser that follows the path stays here, as a WHATWG parser reads it."""
    environ = {
        "SCRIPT_NAME": prefix,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
    }
    told = here(environ)
    assert "https://site.example" == URL(told, "https://site.example/sign-in").origin
    assert told.isascii()
    assert told.startswith("/")
    assert not told.startswith("//")


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%5Cevil.example", "///evil.example//x"])
def test_hostile_paths_of_a_real_route_stay_here(app: Flask, path: str) -> None:
    """Through the whole app, to the parameter that the login page reads."""
    app.url_map.merge_slashes = False
    app.add_url_rule("/<path:anything>", "anything", auth_required(lambda anything: ""))
    answer = app.test_client().get("/", base_url=SITE, headers=BROWSER, environ_overrides={"PATH_INFO": path})
    told = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    assert 302 == answer.status_code
    assert "https://localhost" == URL(told, SITE).origin


def test_a_path_that_is_too_long_is_left_out() -> None:
    """First the query goes, then the path: addresses have to fit into a header."""
    assert "/x" == here({"PATH_INFO": "/x", "QUERY_STRING": "q" * 2000})
    assert "" == here({"PATH_INFO": "/" + "x" * 2000, "QUERY_STRING": ""})

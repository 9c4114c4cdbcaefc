"""Every unsafe method x what the browser says x token x credentials, against the table of docs/howto/csrf.md."""

from __future__ import annotations

from itertools import product

import pytest

from tests.protections.csrf.conftest import METHODS

OWN = "http://localhost"
PARTNER = "https://partner.example"
EVIL = "https://evil.example"

SAID = {
    "same-origin": ("own", {"Sec-Fetch-Site": "same-origin"}),
    "same-origin, Origin null (no-referrer)": ("own", {"Sec-Fetch-Site": "same-origin", "Origin": "null"}),
    "none": ("own", {"Sec-Fetch-Site": "none"}),
    "same-site": ("foreign", {"Sec-Fetch-Site": "same-site", "Origin": "http://sub.localhost"}),
    "same-site, trusted": ("trusted", {"Sec-Fetch-Site": "same-site", "Origin": PARTNER}),
    "cross-site": ("foreign", {"Sec-Fetch-Site": "cross-site", "Origin": EVIL}),
    "cross-site, no Origin": ("foreign", {"Sec-Fetch-Site": "cross-site"}),
    "cross-site, Origin null": ("foreign", {"Sec-Fetch-Site": "cross-site", "Origin": "null"}),
    "cross-site, trusted": ("trusted", {"Sec-Fetch-Site": "cross-site", "Origin": PARTNER}),
    "cross-site, forged own Origin": ("foreign", {"Sec-Fetch-Site": "cross-site", "Origin": OWN}),
    "unknown word": ("foreign", {"Sec-Fetch-Site": "same-origin, cross-site"}),
    "empty word": ("foreign", {"Sec-Fetch-Site": ""}),
    "Origin own": ("own", {"Origin": OWN}),
    "Origin own, default port": ("own", {"Origin": f"{OWN}:80"}),
    "Origin evil": ("foreign", {"Origin": EVIL}),
    "Origin own, other port": ("foreign", {"Origin": f"{OWN}:8080"}),
    "Origin own, other scheme": ("foreign", {"Origin": "https://localhost"}),
    "Origin own as a prefix": ("foreign", {"Origin": f"{OWN}.evil.example"}),
    "Origin trusted": ("trusted", {"Origin": PARTNER}),
    "Origin malformed": ("foreign", {"Origin": "localhost"}),
    "Origin null": ("opaque", {"Origin": "null"}),
    "Referer own": ("own", {"Referer": f"{OWN}/page?x=1"}),
    "Referer evil": ("foreign", {"Referer": f"{EVIL}/?{OWN}/"}),
    "Referer trusted": ("trusted", {"Referer": f"{PARTNER}/pay"}),
    "nothing": ("unknown", {}),
}
BODIES = {"form": {"data": {"a": "1"}}, "multipart": {"data": {"a": "1"}, "content_type": "multipart/form-data"},
          "text": {"data": "x", "content_type": "text/plain"}, "json": {"json": {}}, "nothing": {}}  # fmt: skip
CREDENTIALS = ("nothing", "session", "bearer", "bearer and session", "basic")


def expected(mode: str, source: str, body: str, credentials: str, token: str) -> int:
    """The table, written down as the documentation has it."""
    if credentials == "bearer":
        return 200
    if source == "foreign":
        return 403
    if source == "trusted":
        return 200
    session = "session" in credentials
    form = body in ("form", "multipart", "text") and mode == "strict"
    needed = form or source == "opaque" or (source == "unknown" and session)
    return 200 if not needed or (session and token == "valid") else 403


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("mode", ["strict", "modern"])
def test_the_matrix(make, token_in, mode, said):
    """Each combination is let through or refused as the table says, whatever the method."""
    app = make(mode=mode, trusted_origins=[PARTNER])
    signed_in = app.test_client()
    valid = token_in(signed_in.get("/token").text)
    source, headers = SAID[said]
    wrong = []
    for method, (body, content), credentials, token in product(
        METHODS, BODIES.items(), CREDENTIALS, ("none", "valid", "wrong")
    ):
        client = signed_in if "session" in credentials else app.test_client()
        sent = dict(headers)
        if "bearer" in credentials:
            sent["Authorization"] = "Bearer abc.def"
        if credentials == "basic":
            sent["Authorization"] = "Basic YTpi"
        if token != "none":
            sent["X-CSRFToken"] = valid if token == "valid" else valid[:-2] + "xx"
        response = client.open("/", method=method, headers=sent, **content)
        due = expected(mode, source, body, credentials, token)
        if due != response.status_code:
            wrong.append((method, body, credentials, token, due, response.status_code))
    assert [] == wrong


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": EVIL}, {}])
def test_safe_methods_pass(make, method, headers):
    """A link from another site works."""
    assert 200 == make().test_client().open("/", method=method, headers=headers).status_code


def test_what_is_not_routed_is_answered_as_ever(make):
    """404 and 405 come before the check: there is nothing to protect."""
    client = make().test_client()
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert 404 == client.post("/nowhere", headers=headers).status_code
    assert 405 == client.post("/form", headers=headers).status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 403),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "cors"}, 403),
        ({"Origin": OWN, "Sec-Fetch-Mode": "cors"}, 403),
    ],
)
def test_scripts_of_our_own_pages_may_send_forms(make, headers, status):
    """``$.post`` and ``fetch`` with form data work without a token where the browser vouches for the script."""
    assert status == make().test_client().post("/", data={"a": "1"}, headers=headers).status_code


def test_a_navigation_needs_the_token_whatever_it_claims_to_be(make):
    """A form is a navigation; its content type is not believed over that."""
    headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
    assert 403 == make().test_client().post("/", json={}, headers=headers).status_code


@pytest.mark.parametrize("authorization", ["Bearer", "Bearer ", "Basic YTpi", "Bearerx y", ""])
def test_what_is_no_bearer_token_excuses_nothing(make, authorization):
    """Only a bearer token, and not an empty one, shows that no browser sends the credentials by itself."""
    headers = {"Sec-Fetch-Site": "cross-site", "Authorization": authorization}
    assert 403 == make().test_client().post("/", json={}, headers=headers).status_code


def test_a_remember_cookie_counts_as_a_session(make):
    """Flask-Login's remember cookie signs in too, so a bearer token beside it excuses nothing."""
    client = make().test_client()
    client.set_cookie("remember_token", "1|x")
    headers = {"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer x"}
    assert 403 == client.post("/", json={}, headers=headers).status_code


def test_another_cookie_beside_a_bearer_token_does_not_matter(make):
    """A theme cookie signs nobody in."""
    client = make().test_client()
    client.set_cookie("theme", "dark")
    headers = {"Sec-Fetch-Site": "cross-site", "Authorization": "bearer x"}
    assert 200 == client.post("/", json={}, headers=headers).status_code

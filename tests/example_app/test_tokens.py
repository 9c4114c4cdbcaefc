"""Tokens for programs: sign in, post, refresh, sign out."""

from typing import Any

import pytest

from tests.example_app.visitors import PASSWORD, Register, Visitor

POST = {"title": "Latches", "body": "Text."}


@pytest.fixture
def issued(client: Visitor, registered: Register) -> dict[str, Any]:
    """The tokens of ada's program."""
    registered("ada")
    answer: dict[str, Any] = client.post("/api/tokens", json={"name": "Ada", "password": PASSWORD}).get_json()
    return answer


def bearer(tokens: dict[str, Any]) -> dict[str, str]:
    """The header of a program that has tokens."""
    return {"Authorization": f"Bearer {tokens['access_token']}"}


def test_a_program_posts(client: Visitor, issued: dict[str, Any]) -> None:
    """What a program publishes is its user's, and on the blog."""
    response = client.post("/api/posts", json=POST, headers=bearer(issued))
    assert 201 == response.status_code
    assert ("Latches", "ada") == (response.get_json()["title"], response.get_json()["author"])
    assert "Text." in client.get(response.headers["Location"]).text


@pytest.mark.parametrize(
    ("name", "password", "status"),
    [("ada", PASSWORD + "!", 401), ("eve", PASSWORD, 401), ("ada", 7, 422), ("", {}, 422)],
)
def test_signing_in_with_what_is_wrong(
    client: Visitor, registered: Register, name: str, password: Any, status: int
) -> None:
    """Neither a wrong password nor something that is no text gets a token."""
    registered("ada")
    response = client.post("/api/tokens", json={"name": name, "password": password})
    assert status == response.status_code
    assert "token" not in response.text


@pytest.mark.parametrize("header", [None, "Bearer ", "Bearer x.y.z", "Basic YWRhOng="])
def test_posting_needs_a_token(client: Visitor, issued: dict[str, Any], header: str | None) -> None:
    """Without a good one the answer is 401 with a challenge."""
    response = client.post("/api/posts", json=POST, headers={"Authorization": header} if header else {})
    assert 401 == response.status_code
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert [] == client.get("/api/posts").get_json()


def test_a_session_does_not_post(registered: Register) -> None:
    """What a browser sends by itself is not looked at there."""
    writer = registered("ada")
    assert writer.post("/api/posts", json=POST).status_code in (401, 403)
    assert [] == writer.get("/api/posts").get_json()


@pytest.mark.parametrize(
    "body",
    [{}, {"title": "T"}, {**POST, "author": "grace"}, {"title": "T" * 121, "body": "B"}, {"title": "  ", "body": "B"}],
)
def test_a_post_that_cannot_be_accepted(client: Visitor, issued: dict[str, Any], body: dict[str, str]) -> None:
    """What is missing, too long, or not to be chosen is 422, and nothing is published."""
    assert 422 == client.post("/api/posts", json=body, headers=bearer(issued)).status_code
    assert [] == client.get("/api/posts").get_json()


def test_each_field_says_what_is_wrong(client: Visitor, issued: dict[str, Any]) -> None:
    """Two bad fields are two errors, with the place, a name for programs and a message; never the value."""
    body = {"title": "Secret" * 30, "body": 7}
    headers = {**bearer(issued), "Accept": "application/json"}
    response = client.post("/api/posts", json=body, headers=headers)
    assert (422, "application/problem+json") == (response.status_code, response.content_type)
    errors = response.get_json()["errors"]
    assert [
        {
            "loc": ["json", "title"],
            "type": "string_too_long",
            "msg": "String should have at most 120 characters",
        },
        {"loc": ["json", "body"], "type": "string_type", "msg": "Input should be a valid string"},
    ] == errors
    assert "Secret" not in response.text


def test_refreshing(client: Visitor, issued: dict[str, Any]) -> None:
    """A refresh token works once; its second use ends what came from it."""
    refresh = {"refresh_token": issued["refresh_token"]}
    second = client.post("/api/tokens/refresh", json=refresh).get_json()
    assert 201 == client.post("/api/posts", json=POST, headers=bearer(second)).status_code
    assert 401 == client.post("/api/tokens/refresh", json=refresh).status_code
    assert 401 == client.post("/api/posts", json=POST, headers=bearer(second)).status_code


def test_revoking(client: Visitor, issued: dict[str, Any]) -> None:
    """A program that signs out leaves nothing behind; signing out twice, or without a token, is no mistake."""
    refresh = {"refresh_token": issued["refresh_token"]}
    for body in (refresh, refresh, {"refresh_token": "none"}):
        assert 204 == client.post("/api/tokens/revoke", json=body).status_code
    assert 401 == client.post("/api/posts", json=POST, headers=bearer(issued)).status_code


def test_signing_out_everywhere_reaches_programs(client: Visitor, registered: Register) -> None:
    """The button on the account page ends tokens too."""
    owner = registered("ada")
    tokens = client.post("/api/tokens", json={"name": "ada", "password": PASSWORD}).get_json()
    assert "/" == owner.submit("/account/sign-out-everywhere", on="/account/").location
    assert 401 == client.post("/api/posts", json=POST, headers=bearer(tokens)).status_code

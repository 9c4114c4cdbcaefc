"""Comments, and what becomes of code in them."""

import pytest
from flask.testing import FlaskClient

from tests.example_app.visitors import Visitor


@pytest.fixture
def reader(registered: Visitor) -> FlaskClient:
    """Somebody who is signed in, on a blog with one post."""
    registered("ada").post("/posts/new", data={"title": "Latches", "body": "Text."})
    return registered("grace")


def test_commenting(reader: FlaskClient, client: FlaskClient) -> None:
    """A comment appears under the post, for everybody."""
    assert "/posts/1#comment-1" == reader.post("/posts/1/comments", data={"body": "Well said."}).location
    assert "Well said." in client.get("/posts/1").text


@pytest.mark.parametrize("body", ["", " \r\n ", "x" * 1001])
def test_a_comment_that_cannot_be_accepted(reader: FlaskClient, client: FlaskClient, body: str) -> None:
    """Nothing, blanks, and one character too many come back with the reason and are not stored."""
    response = reader.post("/posts/1/comments", data={"body": body})
    assert 422 == response.status_code
    assert 'class="error"' in response.text
    assert "Nobody has said anything yet." in client.get("/posts/1").text


def test_the_bar_shows_how_much_is_used(reader: FlaskClient) -> None:
    """The server renders the used share of the limit, at most all of it."""
    assert 'style="width: 0%"' in reader.get("/posts/1").text
    assert 'style="width: 100%"' in reader.post("/posts/1/comments", data={"body": "x" * 2000}).text


def test_the_longest_comment_is_accepted(reader: FlaskClient) -> None:
    """The limit itself is inside, and a line break of a browser counts once."""
    assert 302 == reader.post("/posts/1/comments", data={"body": "x" * 998 + "\r\nx"}).status_code


def test_commenting_on_nothing(reader: FlaskClient) -> None:
    """A post that does not exist has no comments."""
    assert 404 == reader.post("/posts/2/comments", data={"body": "Hello?"}).status_code


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</textarea><script>alert(1)</script>",
        "{{ 7*7 }}",
    ],
)
def test_code_in_a_comment_is_text(reader: FlaskClient, client: FlaskClient, payload: str) -> None:
    """What somebody types is shown as typed: it never becomes an element, a handler or a template."""
    escaped = payload.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    reader.post("/posts/1/comments", data={"body": payload})
    page = client.get("/posts/1").text
    assert f'<p class="said">{escaped}</p>' in page
    assert "alert(1)</script>" not in page
    assert "<img src=x" not in page


def test_code_in_a_refused_comment_is_text(reader: FlaskClient) -> None:
    """The form that comes back does not run what was typed either."""
    response = reader.post("/posts/1/comments", data={"body": "</textarea><script>alert(1)</script>" + "x" * 1000})
    assert 422 == response.status_code
    assert "<script>alert(1)" not in response.text

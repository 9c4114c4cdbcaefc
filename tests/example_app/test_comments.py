"""Comments, and what becomes of code in them."""

import pytest

from tests.example_app.visitors import Register, Visitor


@pytest.fixture
def post(registered: Register) -> str:
    """The path of the one post of the blog."""
    return registered("ada").publish()


@pytest.fixture
def reader(registered: Register) -> Visitor:
    """Somebody who is signed in."""
    return registered("grace")


def test_commenting(post: str, reader: Visitor, client: Visitor) -> None:
    """A comment appears under the post, for everybody."""
    assert f"{post}#comment-1" == reader.submit(f"{post}/comments", {"body": "Well said."}, on=post).location
    assert "Well said." in client.get(post).text


@pytest.mark.parametrize("body", ["", " \r\n ", "x" * 1001])
def test_a_comment_that_cannot_be_accepted(post: str, reader: Visitor, client: Visitor, body: str) -> None:
    """Nothing, blanks, and one character too many come back with the reason and are not stored."""
    response = reader.submit(f"{post}/comments", {"body": body}, on=post)
    assert 422 == response.status_code
    assert 'class="error"' in response.text
    assert "Nobody has said anything yet." in client.get(post).text


def test_the_bar_shows_how_much_is_used(post: str, reader: Visitor) -> None:
    """The server renders the used share of the limit, at most all of it."""
    assert 'style="width: 0%"' in reader.get(post).text
    assert 'style="width: 100%"' in reader.submit(f"{post}/comments", {"body": "x" * 2000}, on=post).text


def test_the_longest_comment_is_accepted(post: str, reader: Visitor) -> None:
    """The limit itself is inside, and a line break of a browser counts once."""
    assert 302 == reader.submit(f"{post}/comments", {"body": "x" * 998 + "\r\nx"}, on=post).status_code


def test_commenting_on_nothing(post: str, reader: Visitor) -> None:
    """A post that does not exist has no comments."""
    assert 404 == reader.submit("/posts/2/comments", {"body": "Hello?"}, on=post).status_code


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</textarea><script>alert(1)</script>",
        "{{ 7*7 }}",
    ],
)
def test_code_in_a_comment_is_text(post: str, reader: Visitor, client: Visitor, payload: str) -> None:
    """What somebody types is shown as typed: it never becomes an element, a handler or a template."""
    escaped = payload.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    reader.submit(f"{post}/comments", {"body": payload}, on=post)
    page = client.get(post).text
    assert f'<p class="said">{escaped}</p>' in page
    assert "alert(1)</script>" not in page
    assert "<img src=x" not in page


def test_code_in_a_refused_comment_is_text(post: str, reader: Visitor) -> None:
    """The form that comes back does not run what was typed either."""
    body = "</textarea><script>alert(1)</script>" + "x" * 1000
    response = reader.submit(f"{post}/comments", {"body": body}, on=post)
    assert 422 == response.status_code
    assert "<script>alert(1)" not in response.text


def test_deleting_ones_own_comment(post: str, reader: Visitor, registered: Register) -> None:
    """Who said it may take it back; the author of the post and others may not, and find no button."""
    reader.submit(f"{post}/comments", {"body": "Well said."}, on=post)
    (said,) = reader.said_on(post)
    other = registered("eve")
    assert [] == other.said_on(post)
    assert 404 == other.submit(said, on=post).status_code
    assert post == reader.submit(said, on=post).location
    assert "Well said." not in reader.get(post).text

"""Comments, and what becomes of code in them."""

import re

import pytest
from flask import Flask

from example_app.models import Comment, Post, User, db
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


def shown(page: str) -> str:
    """The comment of a page, as HTML."""
    found = re.search(r'<div class="said">(.*?)</div>', page, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<b>Well</b> <em>said</em>, <code>ada</code>.", "<b>Well</b> <em>said</em>, <code>ada</code>."),
        ("<ul><li>One</li></ul>", "<ul><li>One</li></ul>"),
        ("One.\nTwo.", "One.\nTwo."),
        ("1 < 2 && 3 > 2", "1 &lt; 2 &amp;&amp; 3 &gt; 2"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("Hello<script>alert(1)</script>", "Hello"),
        ("</textarea><script>alert(1)</script>Hello", "Hello"),
        ("</div></section><form action=/>Hello</form>", "Hello"),
        ('"><img src=x onerror=alert(1)>', '"&gt;'),
        ('<b onclick="alert(1)" style="color: red" id="comments">Hello</b>', "<b>Hello</b>"),
        ('<a href="javascript:alert(1)">Hello</a>', '<a rel="nofollow ugc noopener">Hello</a>'),
        (
            '<a href="https://example.com/" target="_blank" rel="opener">Hello</a>',
            '<a href="https://example.com/" rel="nofollow ugc noopener">Hello</a>',
        ),
    ],
)
def test_simple_html_stays_and_code_is_gone(
    post: str, reader: Visitor, client: Visitor, body: str, expected: str
) -> None:
    """Formatting is kept; scripts, handlers, styles and javascript: links are not, and a link vouches for nothing."""
    assert 302 == reader.submit(f"{post}/comments", {"body": body}, on=post).status_code
    assert expected == shown(client.get(post).text)


@pytest.mark.parametrize("body", ["<script>alert(1)</script>", "<b> </b>", "<p>&nbsp;</p>", "<!-- Hello -->"])
def test_a_comment_of_which_nothing_is_left(post: str, reader: Visitor, client: Visitor, body: str) -> None:
    """It is refused with the reason."""
    response = reader.submit(f"{post}/comments", {"body": body}, on=post)
    assert 422 == response.status_code
    assert "Nothing of this can be shown." in response.text
    assert "Nobody has said anything yet." in client.get(post).text


def test_a_comment_nested_too_deeply(post: str, reader: Visitor, client: Visitor) -> None:
    """HTML that would be slow to read is shown as the text that it is, and the post can still be read."""
    assert 302 == reader.submit(f"{post}/comments", {"body": "<b>" * 300 + "Hello"}, on=post).status_code
    assert "&lt;b&gt;" * 300 + "Hello" == shown(client.get(post).text)


def test_what_was_stored_before_is_sanitized_too(app: Flask, post: str, client: Visitor) -> None:
    """The database is not trusted: comments are sanitized where they are shown."""
    with app.app_context():
        body = "Hello<script>alert(1)</script>"
        db.session.add(Comment(body=body, post=db.session.get(Post, 1), author=db.session.get(User, 1)))
        db.session.commit()
    assert "Hello" == shown(client.get(post).text)


def test_the_form_says_what_is_kept(post: str, reader: Visitor) -> None:
    """As text, not as HTML."""
    assert "Kept: &lt;b&gt;" in reader.get(post).text


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

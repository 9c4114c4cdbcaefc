"""Write, read, edit, delete and page through posts."""

import pytest
from flask import Flask

from example_app import seed
from tests.example_app.visitors import Register, Visitor


def test_an_empty_blog_says_how_to_fill_it(client: Visitor) -> None:
    """The first page of a new blog is a page, not a void."""
    assert "flask --app example_app seed" in client.get("/").text


def test_what_is_written_can_be_read_by_everybody(client: Visitor, registered: Register) -> None:
    """A post is published with its paragraphs and its author's name."""
    response = registered("ada").submit("/posts/new", {"title": "Latches", "body": "One.\r\n\r\nTwo."})
    assert "/posts/1" == response.location
    page = client.get("/posts/1").text
    assert "<p>One.</p><p>Two.</p>" in page
    assert "Latches" in page
    assert "ada" in page


@pytest.mark.parametrize(
    ("title", "body", "message"),
    [("", "Text", "required"), ("Title", "  ", "required"), ("T" * 121, "Text", "120"), ("Title", "B" * 8001, "8000")],
)
def test_a_post_that_cannot_be_accepted(registered: Register, title: str, body: str, message: str) -> None:
    """The form comes back with the reason and with what was typed; nothing is published."""
    client = registered("ada")
    response = client.submit("/posts/new", {"title": title, "body": body})
    assert 422 == response.status_code
    assert message in response.text
    assert 404 == client.get("/posts/1").status_code


def test_the_longest_post_is_accepted(registered: Register) -> None:
    """The limits themselves are inside."""
    response = registered("ada").submit("/posts/new", {"title": "T" * 120, "body": "B" * 8000})
    assert "/posts/1" == response.location


def test_editing_ones_own(registered: Register) -> None:
    """An edit replaces the text and says that there was one."""
    client = registered("ada")
    client.submit("/posts/new", {"title": "Latches", "body": "Old words."})
    assert "Old words." in client.get("/posts/1/edit").text
    assert "/posts/1" == client.submit("/posts/1/edit", {"title": "Latches", "body": "New words."}).location
    page = client.get("/posts/1").text
    assert "New words." in page
    assert "Old words." not in page
    assert "edited" in page


def test_a_bad_edit_changes_nothing(registered: Register) -> None:
    """An edit that cannot be accepted is not stored."""
    client = registered("ada")
    client.submit("/posts/new", {"title": "Latches", "body": "Old words."})
    assert 422 == client.submit("/posts/1/edit", {"title": "", "body": "New words."}).status_code
    assert "Old words." in client.get("/posts/1").text


def test_somebody_elses_post_is_out_of_reach(registered: Register) -> None:
    """Others may neither see the edit page, nor edit, nor delete, nor find the buttons."""
    owner, other = registered("ada"), registered("eve")
    owner.submit("/posts/new", {"title": "Latches", "body": "Mine."})
    assert 404 == other.get("/posts/1/edit").status_code
    assert 404 == other.submit("/posts/1/edit", {"title": "Latches", "body": "Eve's."}, on="/").status_code
    assert 404 == other.submit("/posts/1/delete", on="/posts/1").status_code
    assert "/posts/1/edit" in owner.get("/posts/1").text
    page = other.get("/posts/1").text
    assert "Mine." in page
    assert "/posts/1/edit" not in page


def test_deleting_ones_own(registered: Register) -> None:
    """A deleted post is gone, and its comments with it."""
    client = registered("ada")
    client.submit("/posts/new", {"title": "Latches", "body": "Text."})
    client.submit("/posts/1/comments", {"body": "Said."}, on="/posts/1")
    assert "/" == client.submit("/posts/1/delete", on="/posts/1").location
    assert 404 == client.get("/posts/1").status_code


@pytest.mark.parametrize("path", ["/posts/new", "/posts/1/edit", "/posts/1/delete", "/posts/1/comments"])
def test_visitors_only_read(client: Visitor, path: str) -> None:
    """Whatever changes something sends visitors to the sign-in page."""
    assert "/sign-in" == client.submit(path, {"title": "T", "body": "B"}, on="/sign-in").location


def test_pages_newest_first(app: Flask, client: Visitor) -> None:
    """Seven posts at two a page make four pages; each post is on one of them."""
    with app.app_context():
        seed.fill()
    pages = [client.get(f"/?page={number}").text for number in range(1, 5)]
    assert "A checklist for a quiet Friday" in pages[0]
    assert "Why this blog has a boring lock" in pages[3]
    assert [2, 2, 2, 1] == [page.count('class="summary"') for page in pages]
    assert 'rel="prev"' not in pages[0]
    assert 'href="/?page=2"' in pages[0]
    assert "Page 2 of 4" in pages[1]
    assert 'rel="next"' not in pages[3]


@pytest.mark.parametrize("number", ["0", "2", "2147483648", "99999999999999999999", "-1", "one"])
def test_posts_that_do_not_exist(client: Visitor, registered: Register, number: str) -> None:
    """A number that no post has is 404, also when no database could hold it."""
    registered("ada").submit("/posts/new", {"title": "Latches", "body": "Text."})
    assert 200 == client.get("/posts/1").status_code
    assert 404 == client.get(f"/posts/{number}").status_code


@pytest.mark.parametrize("page", ["5", "0", "-1", "x", "99999999999999999999"])
def test_pages_that_do_not_exist(app: Flask, client: Visitor, page: str) -> None:
    """A page number outside the blog is 404, never an error of ours."""
    with app.app_context():
        seed.fill()
    assert 404 == client.get("/", query_string={"page": page}).status_code

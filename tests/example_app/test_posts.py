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
    page = client.get(registered("ada").publish("Latches", "One.\r\n\r\nTwo.")).text
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
    assert "Nothing here yet" in client.get("/").text


def test_the_longest_post_is_accepted(registered: Register) -> None:
    """The limits themselves are inside."""
    client = registered("ada")
    assert "B" * 8000 in client.get(client.publish("T" * 120, "B" * 8000)).text


def test_editing_ones_own(registered: Register) -> None:
    """An edit replaces the text and says that there was one."""
    client = registered("ada")
    post = client.publish("Latches", "Old words.")
    assert "Old words." in client.get(f"{post}/edit").text
    assert post == client.submit(f"{post}/edit", {"title": "Latches", "body": "New words."}).location
    page = client.get(post).text
    assert "New words." in page
    assert "Old words." not in page
    assert "edited" in page


def test_a_bad_edit_changes_nothing(registered: Register) -> None:
    """An edit that cannot be accepted is not stored."""
    client = registered("ada")
    post = client.publish("Latches", "Old words.")
    response = client.submit(f"{post}/edit", {"title": "", "body": "New words."})
    assert 422 == response.status_code
    assert "New words." in response.text
    assert "Old words." in client.get(post).text


def test_somebody_elses_post_is_out_of_reach(registered: Register) -> None:
    """Others may neither see the edit page, nor edit, nor delete, nor find the buttons."""
    owner, other = registered("ada"), registered("eve")
    post = owner.publish("Latches", "Mine.")
    assert 404 == other.get(f"{post}/edit").status_code
    assert 404 == other.submit(f"{post}/edit", {"title": "Latches", "body": "Eve's."}, on="/").status_code
    assert 404 == other.submit(f"{post}/delete", on=post).status_code
    assert f"{post}/edit" in owner.get(post).text
    page = other.get(post).text
    assert "Mine." in page
    assert f"{post}/edit" not in page
    assert f"{post}/delete" not in page


def test_deleting_ones_own(registered: Register) -> None:
    """A deleted post is gone, and its comments with it."""
    client = registered("ada")
    post = client.publish()
    client.submit(f"{post}/comments", {"body": "Said."}, on=post)
    assert "/" == client.submit(f"{post}/delete", on=post).location
    assert 404 == client.get(post).status_code


@pytest.mark.parametrize("path", ["/posts/new", "{post}/edit", "{post}/delete", "{post}/comments"])
def test_visitors_only_read(client: Visitor, registered: Register, path: str) -> None:
    """Whatever changes something sends visitors to the sign-in page."""
    post = registered("ada").publish()
    response = client.submit(path.format(post=post), {"title": "T", "body": "B"}, on="/sign-in")
    assert 303 == response.status_code
    assert "/sign-in" == (response.location or "").partition("?")[0]


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


@pytest.mark.parametrize("number", ["0", "1", "2147483648", "99999999999999999999", "-1", "one"])
def test_numbers_are_no_addresses(client: Visitor, registered: Register, number: str) -> None:
    """Nobody walks through the posts by counting."""
    post = registered("ada").publish()
    assert 200 == client.get(post).status_code
    assert 404 == client.get(f"/posts/{number}").status_code


def test_a_changed_reference_is_none(client: Visitor, registered: Register) -> None:
    """One character more, less or another: 404; so is a reference to something else."""
    writer = registered("ada")
    post = writer.publish()
    writer.submit(f"{post}/comments", {"body": "Said."}, on=post)
    (said,) = writer.said_on(post)
    other = "A" if post[-2] != "A" else "B"
    for path in (
        post + "A",
        post[:-1],
        post[:-2] + other + post[-1],
        said.replace("comments", "posts")[: -len("/delete")],
    ):
        assert 404 == client.get(path).status_code, path


@pytest.mark.parametrize("page", ["5", "0", "-1", "x", "99999999999999999999"])
def test_pages_that_do_not_exist(app: Flask, client: Visitor, page: str) -> None:
    """A page number outside the blog is 404, never an error of ours."""
    with app.app_context():
        seed.fill()
    assert 404 == client.get("/", query_string={"page": page}).status_code

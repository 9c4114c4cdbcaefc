"""Only the blog's own forms may post; what tells them apart comes by itself."""

from pathlib import Path

import pytest
from flask import Flask

import example_app
from tests.example_app.visitors import SAME_ORIGIN, PostForms, Register, Visitor

CROSS_SITE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Origin": "https://evil.example"}
POST = {"title": "Latches", "body": "Text."}


def test_every_form_that_posts_has_one_token(registered: Register, client: Visitor) -> None:
    """Forms of templates and of macros get exactly one, and all of a page get the same."""
    writer = registered("ada")
    post = writer.publish()
    counted = {"/posts/new": 2, post: 3, f"{post}/edit": 2, "/account/": 4, "/account/password": 2}
    for page, forms in counted.items():
        tokens = PostForms(writer.get(page).text).tokens
        assert [tokens[0]] * forms == tokens
        assert 1 == len(tokens[0])
    for page in ("/register", "/sign-in", "/forgotten"):
        assert [1] == [len(tokens) for tokens in PostForms(client.get(page).text).tokens]


def test_the_templates_name_no_token() -> None:
    """Nobody had to write a token into a template, or ask a form for one."""
    templates = list((Path(example_app.__file__).parent / "templates").rglob("*.html"))
    assert 13 == len(templates)
    for template in templates:
        source = template.read_text(encoding="utf-8")
        assert [] == [word for word in ("csrf", "token", "hidden_tag") if word in source]


@pytest.mark.parametrize("token", [None, "", "made up"])
def test_without_its_token_a_form_is_refused(registered: Register, token: str | None) -> None:
    """A post without the token, or with another one, is 403 and changes nothing."""
    writer = registered("ada")
    assert 200 == writer.get("/posts/new").status_code
    data = POST if token is None else {**POST, "csrf_token": token}
    response = writer.post("/posts/new", data=data, headers=SAME_ORIGIN)
    assert 403 == response.status_code
    assert "Nothing here yet" in writer.get("/").text


def test_the_token_of_somebody_else_is_refused(registered: Register) -> None:
    """A token belongs to the session it was made for."""
    writer, other = registered("ada"), registered("eve")
    data = {**POST, "csrf_token": other.token("/posts/new")}
    assert 403 == writer.post("/posts/new", data=data, headers=SAME_ORIGIN).status_code


def test_the_token_from_before_signing_in_is_refused(client: Visitor, registered: Register) -> None:
    """Signing in changes the token, so that whoever planted a session does not know it."""
    registered("ada")
    before = client.token("/sign-in")
    assert 302 == client.submit("/sign-in", {"name": "ada", "password": "a door that shuts by itself"}).status_code
    data = {**POST, "csrf_token": before}
    assert 403 == client.post("/posts/new", data=data, headers=SAME_ORIGIN).status_code
    assert 302 == client.submit("/posts/new", POST).status_code


@pytest.mark.parametrize("path", ["/posts/new", "/sign-out", "/account/sign-out-everywhere"])
def test_another_site_cannot_post(registered: Register, path: str) -> None:
    """A form on another site is refused even with a right token, and the visitor stays signed in."""
    writer = registered("ada")
    data = {**POST, "csrf_token": writer.token("/posts/new")}
    assert 403 == writer.post(path, data=data, headers=CROSS_SITE).status_code
    assert 200 == writer.get("/posts/new").status_code


def test_another_site_cannot_sign_a_visitor_in(app: Flask, client: Visitor, registered: Register) -> None:
    """Nobody is signed in to somebody else's account by a page elsewhere (login CSRF)."""
    registered("eve")
    data = {"name": "eve", "password": "a door that shuts by itself", "csrf_token": Visitor.of(app).token("/sign-in")}
    assert 403 == client.post("/sign-in", data=data, headers=CROSS_SITE).status_code
    assert "/sign-in?next=/posts/new" == client.get("/posts/new").location


def test_a_link_on_another_site_works(client: Visitor) -> None:
    """Reading is free: a visitor may come from anywhere."""
    assert 200 == client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code

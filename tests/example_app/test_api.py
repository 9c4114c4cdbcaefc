"""The posts as JSON, and which sites may read them."""

from pathlib import Path

import pytest
from flask import Flask

from example_app import seed
from tests.example_app.visitors import Create, Visitor, settings

READER = "https://reader.example"


@pytest.fixture
def app(create: Create, tmp_path: Path) -> Flask:
    """The blog with its seed posts, and one site that may read them."""
    app = create({**settings(tmp_path), "TESTING": True, "API_ORIGINS": [READER]})
    with app.app_context():
        seed.fill()
    return app


def test_the_newest_posts(client: Visitor) -> None:
    """The newest come first, as many as one page shows, with absolute addresses."""
    posts = client.get("/api/posts").get_json()
    assert 5 == len(posts)
    assert ("A checklist for a quiet Friday", "ines") == (posts[0]["title"], posts[0]["author"])
    assert "A checklist for a quiet Friday" in client.get(posts[0]["url"]).text


def test_a_listed_site_may_read(client: Visitor) -> None:
    """Scripts of the site that API_ORIGINS names read the posts, without cookies."""
    headers = client.get("/api/posts", headers={"Origin": READER}).headers
    assert READER == headers["Access-Control-Allow-Origin"]
    assert "Access-Control-Allow-Credentials" not in headers
    assert "Origin" in headers["Vary"]


@pytest.mark.parametrize("origin", ["https://reader.example.evil.net", "http://reader.example", "null"])
def test_other_sites_may_not(client: Visitor, origin: str) -> None:
    """Neither a longer name, nor plain http, nor a sandboxed frame gets to read."""
    headers = client.get("/api/posts", headers={"Origin": origin}).headers
    assert "Access-Control-Allow-Origin" not in headers


def test_the_pages_are_for_nobody_else(client: Visitor) -> None:
    """What the API shares, the pages do not."""
    headers = client.get("/", headers={"Origin": READER}).headers
    assert "Access-Control-Allow-Origin" not in headers


def test_sites_from_the_environment(create: Create, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FLASK_API_ORIGINS holds a JSON list."""
    monkeypatch.setenv("FLASK_API_ORIGINS", '["https://one.example", "https://two.example"]')
    client = create({**settings(tmp_path), "TESTING": True}).test_client()
    headers = client.get("/api/posts", headers={"Origin": "https://two.example"}).headers
    assert "https://two.example" == headers["Access-Control-Allow-Origin"]

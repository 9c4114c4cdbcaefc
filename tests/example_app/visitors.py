"""Visitors of the blog: they fill in forms as a browser does, with the token that came with the page."""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

KEY = "kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf"
AT_REST = "zVd0mJ1jC3l0yq0fUq9mQd8m0gqk7bq3eQy1w5m2nXo="
PASSWORD = "a door that shuts by itself"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


class PostForms(HTMLParser):
    """The forms of a page that post, each with the tokens in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tokens: list[list[str]] = []
        self._inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a form begins, and the hidden fields in it."""
        given = dict(attrs)
        if tag == "form":
            self._inside = given.get("method") == "post"
            if self._inside:
                self.tokens.append([])
        elif self._inside and tag == "input" and given.get("type") == "hidden" and given.get("name") == "csrf_token":
            self.tokens[-1].append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        """Note where a form ends."""
        if tag == "form":
            self._inside = False


class Visitor(FlaskClient):
    """Somebody with a browser."""

    @classmethod
    def of(cls, app: Flask) -> "Visitor":
        """A visitor of that app, who has not been there before."""
        visitor = cls(app, app.response_class, use_cookies=True)
        visitor.environ_base["HTTP_ACCEPT"] = "text/html"
        return visitor

    def token(self, page: str) -> str:
        """The token that the page gives to its forms."""
        return next(token for tokens in PostForms(self.get(page).text).tokens for token in tokens)

    def submit(self, path: str, data: Mapping[str, Any] | None = None, *, on: str | None = None) -> TestResponse:
        """Open the page ``on``, by default the path itself, and post a form from it to the path."""
        return self.post(path, data={**(data or {}), "csrf_token": self.token(on or path)}, headers=SAME_ORIGIN)

    def sign_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        """Sign in through the form."""
        return self.submit("/sign-in", {"name": name, "password": password})

    def publish(self, title: str = "Latches", body: str = "Text.") -> str:
        """Write a post, and return its path."""
        location: str | None = self.submit("/posts/new", {"title": title, "body": body}).location
        assert location is not None
        return location

    def said_on(self, path: str) -> list[str]:
        """The references of the comments of a page that this visitor may delete."""
        return re.findall(r'action="(/comments/[^"]+/delete)"', self.get(path).text)


def settings(folder: Path) -> dict[str, Any]:
    """What every blog under test is told: keys, places of its own, and cheap hashes."""
    return {
        "SECRET_KEY": KEY,
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'blog.sqlite3'}",
        "HARDENED_ENCRYPTION_KEYS": [AT_REST],
        "HARDENED_PASSWORDS_COST": 4,
        "HARDENED_UPLOADS_FOLDER": str(folder / "uploads"),
    }


Create = Callable[..., Flask]
Register = Callable[[str], Visitor]

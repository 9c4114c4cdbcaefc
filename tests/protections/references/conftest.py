"""Apps whose URLs hold references."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from flask_hardened import Hardened
from tests.conftest import SECRET_KEY


def new_app(*, config: dict[str, Any] | None = None, **features: Any) -> Flask:
    """Return an app with a signed and an encrypted route for posts, one for users, and one below it for any word."""
    app = Flask("references_app")
    app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **(config or {})})
    Hardened(app, **{"csrf": False, "rate_limit": False, **features})
    app.config["SEEN"] = seen = []

    def view(**ids: Any) -> dict[str, str]:
        seen.append(ids)
        return {name: f"{type(value).__name__} {value}" for name, value in ids.items()}

    app.add_url_rule('/posts/<ref("post"):id>', "post", view)
    app.add_url_rule('/hidden/<ref("post", encrypted=True):id>', "hidden", view)
    app.add_url_rule('/users/<ref("user"):id>/', "user", view)
    app.add_url_rule('/words/<ref("post"):id>', "word_or_post", view)
    app.add_url_rule("/words/<word>", "word", view)
    return app


@pytest.fixture
def app() -> Flask:
    """The app with the defaults."""
    return new_app()

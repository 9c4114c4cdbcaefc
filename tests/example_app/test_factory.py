"""The factory reads its configuration from where it says, and never invents a key."""

from pathlib import Path

import pytest
from flask import Flask

from flask_hardened import ConfigurationError
from tests.example_app.visitors import KEY, Create


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty instance folder, and an environment without a key."""
    monkeypatch.setattr(Flask, "auto_find_instance_path", lambda app: str(tmp_path))
    monkeypatch.delenv("FLASK_SECRET_KEY", raising=False)
    monkeypatch.delenv("FLASK_DEBUG", raising=False)
    return tmp_path


def test_without_a_key_production_does_not_start(create: Create) -> None:
    """A missing SECRET_KEY stops the app and is named; nothing is made up in its place."""
    with pytest.raises(ConfigurationError, match="SECRET_KEY"):
        create()


def test_without_a_key_debugging_starts(create: Create, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newcomer's command runs with --debug and needs no key."""
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert 200 == create().test_client().get("/").status_code


def test_key_from_the_environment(create: Create, monkeypatch: pytest.MonkeyPatch) -> None:
    """FLASK_SECRET_KEY is the key."""
    monkeypatch.setenv("FLASK_SECRET_KEY", KEY)
    assert KEY == create().config["SECRET_KEY"]


def test_key_from_the_instance_folder(create: Create, instance: Path) -> None:
    """An instance config.py may hold the key."""
    (instance / "config.py").write_text(f"SECRET_KEY = {KEY!r}\n", encoding="utf-8")
    assert KEY == create().config["SECRET_KEY"]


def test_the_database_is_made_in_the_instance_folder(create: Create, instance: Path) -> None:
    """The first start makes the tables; a second one keeps them."""
    create({"SECRET_KEY": KEY})
    create({"SECRET_KEY": KEY})
    assert (instance / "blog.sqlite3").is_file()


def test_seed_fills_an_empty_blog_once(create: Create) -> None:
    """`flask seed` adds the posts, and the second time leaves them alone."""
    runner = create({"SECRET_KEY": KEY}).test_cli_runner()
    assert "7 posts added.\n" == runner.invoke(args=["seed"]).output
    assert "The blog has posts already; nothing was added.\n" == runner.invoke(args=["seed"]).output

"""The factory reads its configuration from where it says, and never invents a key."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.security import generate_password_hash

from example_app.models import User, db
from flask_hardened import ConfigurationError
from tests.example_app.visitors import KEY, PASSWORD, Create, Visitor, settings


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


def test_a_database_of_the_version_before(create: Create, tmp_path: Path) -> None:
    """People from before there were profiles sign in, and may leave an address."""
    tables = """
        CREATE TABLE user (id INTEGER PRIMARY KEY, name VARCHAR(40) COLLATE "NOCASE" NOT NULL UNIQUE,
            password_hash VARCHAR(255) NOT NULL);
        CREATE TABLE post (id INTEGER PRIMARY KEY, title VARCHAR(120) NOT NULL, body TEXT NOT NULL,
            created_at DATETIME NOT NULL, edited_at DATETIME, author_id INTEGER NOT NULL REFERENCES user (id));
        CREATE TABLE comment (id INTEGER PRIMARY KEY, body TEXT NOT NULL, created_at DATETIME NOT NULL,
            post_id INTEGER NOT NULL REFERENCES post (id), author_id INTEGER NOT NULL REFERENCES user (id));
        INSERT INTO post VALUES (1, 'Latches', 'Text.', '2026-01-02 03:04:05', NULL, 1);
    """
    with closing(sqlite3.connect(tmp_path / "blog.sqlite3")) as connection:
        connection.executescript(tables)
        connection.execute("INSERT INTO user VALUES (1, 'ada', ?)", [generate_password_hash(PASSWORD)])
        connection.commit()
    visitor = Visitor.of(create({**settings(tmp_path), "TESTING": True}))
    assert "Latches" in visitor.get("/").text
    assert 302 == visitor.sign_in("ada").status_code
    assert 302 == visitor.submit("/account/email", {"email": "ada@example.com"}, on="/account/").status_code
    assert "ada@example.com" in visitor.get("/account/").text


def test_the_key_of_addresses_is_made_once(create: Create, instance: Path) -> None:
    """It is kept in the instance folder for its owner alone, and outlives SECRET_KEY."""
    first = create({"SECRET_KEY": KEY}).config["HARDENED_ENCRYPTION_KEYS"]
    second = create({"SECRET_KEY": KEY[::-1]}).config["HARDENED_ENCRYPTION_KEYS"]
    assert first == second == [(instance / "encryption.key").read_text("ascii")]
    assert 0o600 == (instance / "encryption.key").stat().st_mode & 0o777
    assert ["encryption.key"] == [path.name for path in instance.glob("encryption*")]


def test_seed_needs_a_free_name(create: Create, tmp_path: Path) -> None:
    """Nobody becomes an administrator because they were called like one."""
    app = create(settings(tmp_path))
    with app.app_context():
        db.session.add(User(name="keeper", password_hash=""))
        db.session.commit()
    runner = app.test_cli_runner()
    assert "Give another name with --admin." in runner.invoke(args=["seed"]).output
    assert "Administrator warden, password" in runner.invoke(args=["seed", "--admin", "warden"]).output


def test_seed_fills_an_empty_blog_once(create: Create) -> None:
    """`flask seed` adds the posts, and the second time leaves them alone."""
    runner = create({"SECRET_KEY": KEY}).test_cli_runner()
    first = runner.invoke(args=["seed"]).output
    assert re.fullmatch(r"Administrator keeper, password \S{16} \(it is shown this once\)\.\n7 posts added\.\n", first)
    assert "The blog has posts already; nothing was added.\n" == runner.invoke(args=["seed"]).output

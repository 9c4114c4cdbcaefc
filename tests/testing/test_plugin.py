"""``pytest --hardened-app``, as a user runs it."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from cryptography.fernet import Fernet

import flask_hardened.testing.nodes

pytest_plugins = ["pytester"]

APP = """
from flask import Blueprint, Flask
from werkzeug.routing import BaseConverter, ValidationError
from flask_hardened import Hardened, auth_required, limit, public

class Person(BaseConverter):
    def to_python(self, value):
        if value != "ada":
            raise ValidationError
        return value

def create_app(mode="production", secret="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf"):
    app = Flask(__name__)
    app.config.update(TESTING=mode == "testing", SECRET_KEY=secret, HARDENED_HOSTS_ALLOWED=["blog.example"])
    app.config["HARDENED_STORAGE_URI"] = "redis://127.0.0.1:1/"
    app.url_map.converters["person"] = Person
    Hardened(app)
    app.get("/")(lambda: "page")

    @app.post("/posts/<int:id>")
    @auth_required("session")
    @limit("1 per day", key=lambda: "all")
    def write(id):
        raise SystemExit("a view was run")

    @app.get("/people/<person:name>")
    def person(name):
        return name

    return app

def bare():
    return Flask(__name__)

def crash():
    raise RuntimeError("postgresql://app:s3cret@db")

app = create_app("testing")
"""
VALUES = "hardened_url_values = person: name=ada"
"""What the app needs to be tested as a whole."""


@pytest.fixture
def run_pytest(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Run pytest in an empty folder, with the plugin; give its status and what it printed."""
    for name in ("FLASK_DEBUG", "FLASK_APP", "FLASK_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert flask_hardened.testing.nodes  # imported before, so that each run does not import it anew

    def run(*arguments: str, ini: str = "", **files: str) -> tuple[int, str]:
        pytester.makeini(f"[pytest]\n{ini}\n")
        for name, text in files.items():
            pytester.makepyfile(**{name: text})
        result = pytester.runpytest_inprocess(
            "-p", "no:cacheprovider", "-p", "flask_hardened_pytest", "--strict-markers", *arguments
        )
        return int(result.ret), f"{result.stdout}\n{result.stderr}"

    return run


def test_every_route_of_the_example_app_passes(run_pytest, monkeypatch, tmp_path) -> None:
    """There are more than a hundred tests, none is skipped, and nothing is written."""
    database = tmp_path / "blog.sqlite3"
    monkeypatch.setenv("FLASK_SQLALCHEMY_DATABASE_URI", f"sqlite:///{database}")
    monkeypatch.setenv("FLASK_HARDENED_ENCRYPTION_KEYS", Fernet.generate_key().decode())
    status, told = run_pytest("--hardened-app", "example_app:create_app")
    assert 0 == status, told
    (counts,) = re.findall(r"=+ (.*) in [\d.]+s =+", told)
    assert re.fullmatch(r"\d{3} passed", counts), counts
    with closing(sqlite3.connect(database)) as connection:
        counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in ("user", "post", "comment")]
    assert [(0,), (0,), (0,)] == counts


@pytest.mark.parametrize("named", ["shop", "shop:create_app", "shop:create_app('testing')", "shop:app"])
def test_an_app_is_named_as_for_flask(named: str, run_pytest) -> None:
    """A module, an app in it, its factory, or a call of the factory."""
    status, told = run_pytest("-q", "--hardened-app", named, ini=VALUES, shop=APP)
    assert 0 == status, told
    assert " passed" in told


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("shop:bare", "shop:bare is not hardened: Hardened(app) is missing."),
        ("shop:nothing", "Failed to find attribute 'nothing' in 'shop'."),
        ("nowhere", "Could not import 'nowhere'."),
        ("shop:crash", "shop:crash cannot be loaded: RuntimeError at shop.py:"),
        ("shop:create_app(secret='secret')", "would not start. SECRET_KEY: it"),
    ],
)
def test_an_app_that_cannot_be_tested_is_a_usage_error(named: str, message: str, run_pytest) -> None:
    """One line says why, without a password that an exception quotes."""
    status, told = run_pytest("--hardened-app", named, shop=APP)
    assert 4 == status, told
    assert [message] == [message for line in told.splitlines() if line.startswith("ERROR: ") and message in line]
    assert "s3cret" not in told


def test_the_tests_have_readable_names_and_can_be_selected(run_pytest) -> None:
    """``--co`` lists them, ``-k`` and ``-m`` choose; without an app there are none."""
    status, told = run_pytest("--co", "-q", "-k", "posts", "-m", "hardened", "--hardened-app", "shop", shop=APP)
    assert 0 == status, told
    prefix = "hardened[shop]::"
    assert [
        f"{prefix}POST /posts/<int:id>: anonymous is refused",
        f"{prefix}POST /posts/<int:id>: a cross-site request is refused",
        f"{prefix}POST /posts/<int:id>: an oversize body is refused",
        f"{prefix}POST /posts/<int:id>: headers are complete",
        f"{prefix}POST /posts/<int:id>: bad input leaks nothing",
        f"{prefix}POST /posts/<int:id>: an error leaks nothing",
        f"{prefix}/posts/<int:id>: methods that it has not are refused",
        f"{prefix}/posts/<int:id>: TRACE is refused",
    ] == [line for line in told.splitlines() if line.startswith(prefix)]
    assert 5 == run_pytest("--co", "-q")[0]


def test_a_variable_without_a_value_fails_and_says_what_to_do(run_pytest) -> None:
    """What cannot be tested does not pass; a value by the hook, or a skip with its reason, mends it."""
    status, told = run_pytest("-q", "--hardened-app", "shop", shop=APP)
    assert 1 == status
    assert "FAILED hardened[shop]::GET /people/<person:name>: it can be tested" in told
    assert "hardened_url_values" in told
    assert "The view is 'person', at shop.py:" in told
    hook = "def pytest_hardened_url_values(endpoint):\n    return {'name': 'ada'} if endpoint == 'person' else None\n"
    status, told = run_pytest("-q", "--hardened-app", "shop", shop=APP, conftest=hook)
    assert 0 == status, told


def test_a_skip_has_a_reason_and_names_what_there_is(run_pytest) -> None:
    """In the configuration file, where the app may stand too; a run of one file leaves the app out."""
    ini = (
        "hardened_app = shop\nhardened_skip =\n    person: its people are in a database\n    write trace: a proxy does"
    )
    status, told = run_pytest("-rs", "-q", ini=ini, shop=APP)
    assert 0 == status, told
    assert "its people are in a database" in told
    assert "SKIPPED [1] shop.py: a proxy does" in told
    status, told = run_pytest("-q", "test_own.py", ini=ini, shop=APP, test_own="def test_own(): pass")
    assert (0, True) == (status, "1 passed" in told)


@pytest.mark.parametrize(
    ("entry", "message"),
    [("person", "the reason is required"), ("persn: old", "Did you mean 'person'?"), ("person trce: x", "'trace'?")],
)
def test_a_skip_that_makes_no_sense_is_a_usage_error(entry: str, message: str, run_pytest) -> None:
    """Without a reason, with a misspelt endpoint or check."""
    status, told = run_pytest("--hardened-app", "shop", "--hardened-skip", entry, shop=APP)
    assert (4, True) == (status, message in told), told


def test_the_plugin_costs_nothing_where_it_is_not_used() -> None:
    """Loading it imports neither Flask nor Flask-Hardened."""
    program = (
        "import sys, pytest; before = {*sys.modules}; import flask_hardened_pytest.hooks; "
        "print(sorted({*sys.modules} - before))"
    )
    ran = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=60)
    assert ("['flask_hardened_pytest', 'flask_hardened_pytest.hooks']\n", "") == (ran.stdout, ran.stderr)

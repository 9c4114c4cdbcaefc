"""Whatever an app's objects raise, the audit reports the rest, and ends neither with a traceback nor with the app's status."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.cli import ScriptInfo

from flask_hardened.cli import hardened
from tests.audit.running import run

PARTS = ("--offline", "--format", "json", "--only", "config,routes,templates,responses")
SECRET = "tr33f0rt-in-a-message"


class Raising:
    """Raises for whatever is asked of it."""

    def __init__(self, error: BaseException) -> None:
        self.__dict__["error"] = error

    def _raise(self, *_: Any, **__: Any) -> Any:
        raise self.__dict__["error"]

    __repr__ = __str__ = __eq__ = __bool__ = __len__ = __iter__ = __getitem__ = __contains__ = __call__ = _raise
    __int__ = __float__ = __index__ = __hash__ = __lt__ = __fspath__ = __format__ = __getattr__ = __setattr__ = _raise


ERRORS = [RuntimeError(SECRET), SystemExit(0), SystemExit(3)]


def audit(make: Callable[[], Flask], *arguments: str) -> dict[str, Any]:
    """Return the report of an audit that ended as it should."""
    info = ScriptInfo(create_app=make, set_debug_flag=False)
    result = run(hardened, "audit", *PARTS, *arguments, obj=info)
    assert SECRET not in result.stdout + result.stderr
    assert result.exit_code in {0, 1}
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("error", ERRORS, ids=["error", "exit 0", "exit 3"])
@pytest.mark.parametrize(
    "key", ["DEBUG", "TESTING", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "SESSION_COOKIE_SECURE", "TRUSTED_HOSTS",
            "SESSION_COOKIE_SAMESITE", "SQLALCHEMY_DATABASE_URI", "MAX_CONTENT_LENGTH", "SERVER_NAME"],
)  # fmt: skip
def test_settings(key: str, error: BaseException) -> None:
    """An audit that ended with the 0 of somebody's ``SystemExit`` would be a pass."""

    def make() -> Flask:
        app = Flask("shop")
        app.config[key] = Raising(error)
        return app

    found = {each["name"] for each in audit(make)["findings"]}
    assert "missing-csp" in found  # from what else there is
    assert key == "TRUSTED_HOSTS" or {"unchecked-hosts", "unchecked-evidence"} & found


@pytest.mark.parametrize("value", [b"\xff", 1.5, 10**400, object(), print, {"a": 1}, "x"])
def test_trusted_hosts_of_another_kind(value: object) -> None:
    """What is no list of names is no reason to crash."""

    def make() -> Flask:
        app = Flask("shop")
        app.config["TRUSTED_HOSTS"] = value
        return app

    audit(make)


@pytest.mark.parametrize("error", ERRORS, ids=["error", "exit 0", "exit 3"])
@pytest.mark.parametrize("name", ["url_map", "session_interface", "jinja_loader", "login_manager", "extensions"])
def test_parts_of_the_app(name: str, error: BaseException) -> None:
    """Something is said of what could not be read, and the rest is read."""

    def make() -> Flask:
        app = Flask("shop")
        if name == "extensions":
            for each in ("security", "limiter", "admin", "sqlalchemy", "celery", "cache", "cors"):
                app.extensions[each] = Raising(error)
        else:
            vars(app)[name] = Raising(error)
        return app

    assert audit(make)["findings"]


def test_a_folder_with_a_name_that_is_none() -> None:
    """A null character in the app's own path."""

    def make() -> Flask:
        app = Flask("shop")
        app.root_path = "/nowhere\0"
        return app

    assert "unchecked-evidence" in {each["name"] for each in audit(make)["findings"]}


@pytest.mark.parametrize(
    "error", [RuntimeError(SECRET), SystemExit(0), GeneratorExit(), BaseException(SECRET), RecursionError()], ids=repr
)
def test_hooks_and_handlers_that_raise(error: BaseException) -> None:
    """Before, after and at the end of each request, and when the error is handled."""

    def refuse(*_: object) -> Any:
        raise error

    def make() -> Flask:
        app = Flask("shop")
        app.before_request(refuse)
        app.after_request(refuse)
        app.teardown_request(refuse)
        app.register_error_handler(Exception, refuse)
        return app

    assert audit(make)["findings"]


def twice(start: Any) -> Iterable[Any]:
    """Begin the response twice, the second time with half a header."""
    start("200 OK", [("A", "b")])
    start("500 NO", [("A",)])
    return [b""]


def midway(start: Any) -> Iterator[Any]:
    """Raise when half of the body is sent."""
    start("200 OK", [("Set-Cookie", "\ud800=\0"), ("Strict-Transport-Security", "max-age=" + "9" * 5000), ("X\n", "y")])
    yield b"half"
    raise RuntimeError(SECRET)


@pytest.mark.parametrize(
    "answer",
    [
        lambda start: [],
        lambda start: None,
        lambda start: start("x", None) or [1],
        lambda start: start("200", [(None, None), (1, 2)]) or "text",
        lambda start: start(b"200 OK", {b"a": b"b"}) or [b""],
        twice,
        midway,
    ],
)
def test_middleware_that_breaks_wsgi(answer: Callable[[Any], Any]) -> None:
    """Nothing, the wrong types, twice, half."""

    def make() -> Flask:
        app = Flask("shop")
        vars(app)["wsgi_app"] = lambda environ, start: answer(start)
        return app

    assert audit(make)["findings"]


class Callee:
    """A view that is no function."""

    def __call__(self, **_: object) -> str:
        return "x"


@pytest.mark.parametrize(
    "view", [functools.partial(print, "a"), Callee(), len, dict, Callee, str.upper, [].append, Raising(SystemExit(0)),
             functools.lru_cache(lambda **_: "x")],
    ids=range(9),
)  # fmt: skip
def test_views_that_are_no_functions(view: Any) -> None:
    """Partials, objects, classes, functions in C."""

    def make() -> Flask:
        app = Flask("shop")
        app.add_url_rule("/<item>", endpoint="item", methods=["GET", "POST"])
        app.view_functions["item"] = view
        return app

    audit(make)
    audit(make, "--probe-views", "--probe-unsafe")


def test_a_view_without_a_function_and_one_wrapped_in_itself() -> None:
    """A cycle is left."""

    def make() -> Flask:
        app = Flask("shop")

        def view(**_: object) -> str:
            return "x"

        view.__wrapped__ = view  # type: ignore[attr-defined]
        app.add_url_rule("/a", "a", view)
        app.add_url_rule("/b", endpoint="b")
        app.view_functions["static"] = view
        return app

    audit(make)


def test_blueprints_sixty_deep_and_hosts_that_match() -> None:
    """With a variable in each place."""

    def make() -> Flask:
        app = Flask("shop", host_matching=True, static_host="static.example")
        inner = Blueprint("b0", "shop")
        inner.add_url_rule("/<name>", "view", lambda **_: "x", methods=["GET", "POST"], host="<sub>.example")
        for number in range(60):
            outer = Blueprint(f"b{number + 1}", "shop", url_prefix=f"/{number}")
            outer.register_blueprint(inner)
            inner = outer
        app.register_blueprint(inner)
        return app

    audit(make)

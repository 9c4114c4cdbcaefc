"""The gate, the plans and the extension: one policy per app, decided once per endpoint, on every way out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Blueprint, Flask, request
from flask_cors import CORS
from flask_limiter import Limiter
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import EnvironBuilder

from flask_hardened import Hardened
from flask_hardened.errors import ConfigurationError, Problem
from flask_hardened.hardening import hardening_of
from flask_hardened.protections.headers.decorators import headers
from flask_hardened.protections.headers.options import HeadersOptions
from tests.conftest import SECRET_KEY


def make(name: str = "gated", **config: Any) -> Flask:
    """Return an app that is not hardened yet, in testing mode."""
    app = Flask(name)
    app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **config})
    app.add_url_rule("/", "index", lambda: name)
    return app


def test_an_app_is_hardened_once() -> None:
    """A second Hardened(app) is an error that says which to remove."""
    app = make()
    Hardened(app)
    with pytest.raises(ConfigurationError, match="Remove the second"):
        Hardened(app)


def test_one_extension_object_hardens_many_apps() -> None:
    """`init_app` keeps nothing of the app on the extension."""
    hardened = Hardened(headers=HeadersOptions(referrer_policy="no-referrer"))
    first, second = make("first"), make("second")
    hardened.init_app(first)
    hardened.init_app(second)
    for app in (first, second):
        response = app.test_client().get("/")
        assert (app.name, "no-referrer") == (response.text, response.headers["Referrer-Policy"])


@pytest.mark.parametrize(
    ("activate", "feature", "fix"),
    [
        (lambda app: Talisman(app), None, "talisman={...}"),
        (lambda app: CSRFProtect(app), "csrf", "csrf=False"),
        (lambda app: Limiter(lambda: "k", app=app, storage_uri="memory://"), "rate_limit", "rate_limit=False"),
        (lambda app: CORS(app), "cors", "cors=False"),
    ],
)
def test_another_active_extension_is_an_error_that_says_what_to_do(
    activate: Callable[[Flask], object], feature: str | None, fix: str
) -> None:
    """Before Hardened(app) it raises; what is handed over by name stays."""
    app = make()
    activate(app)
    with pytest.raises(ConfigurationError) as caught:
        Hardened(app)
    assert fix in str(caught.value)
    if feature is not None:
        Hardened(app, **{feature: False})  # type: ignore[arg-type]
        assert 200 == app.test_client().get("/").status_code


def test_an_extension_activated_afterwards_is_found_before_the_first_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Two policies on one response are never sent."""
    app = make()
    Hardened(app)
    Talisman(app)
    assert 503 == app.test_client().get("/").status_code
    assert "Remove Talisman" in caplog.text


def test_unknown_features_get_a_suggestion() -> None:
    """A slip in an argument is named with what was meant."""
    with pytest.raises(ConfigurationError, match="Did you mean 'headers'"):
        Hardened(make(), header=True)  # type: ignore[call-arg]


def test_blueprints_and_views_registered_later_have_their_plans() -> None:
    """Nothing is decided before the first request to an endpoint."""
    app = make()
    Hardened(app)
    blueprint = headers(referrer_policy="no-referrer")(Blueprint("late", __name__))
    blueprint.add_url_rule("/late", "view", lambda: "late")
    app.register_blueprint(blueprint)
    client = app.test_client()
    assert "no-referrer" == client.get("/late").headers["Referrer-Policy"]
    assert "no-referrer" != client.get("/").headers["Referrer-Policy"]


def test_plans_are_compiled_once_and_again_when_the_view_is_replaced() -> None:
    """A plan is kept per endpoint; a replaced view function gets its own."""
    app = make()
    Hardened(app)
    client, plans = app.test_client(), hardening_of(app)
    client.get("/")
    plan = plans.plans.of("index", "GET")
    client.get("/")
    assert plan is plans.plans.of("index", "GET")
    app.view_functions["index"] = headers(referrer_policy="no-referrer")(lambda: "new")
    assert "no-referrer" == client.get("/").headers["Referrer-Policy"]


def test_a_hardened_app_mounted_in_another_keeps_its_own_policy() -> None:
    """The outer gate leaves an answer alone that an inner hardened app has given."""
    outer, inner = make("outer"), make("inner")
    Hardened(inner, headers=HeadersOptions(referrer_policy="unsafe-url"))
    outer.wsgi_app = DispatcherMiddleware(outer.wsgi_app, {"/inner": inner})  # type: ignore[method-assign]
    Hardened(outer)
    client = outer.test_client()
    assert [("outer", "strict-origin-when-cross-origin"), ("inner", "unsafe-url")] == [
        (response.text, response.headers.get("Referrer-Policy"))
        for response in (client.get("/"), client.get("/inner/"))
    ]
    assert ["DENY"] == client.get("/inner/").headers.getlist("X-Frame-Options")


def test_another_wsgi_app_can_be_put_behind_the_gate() -> None:
    """`Hardened.wrap` gives a plain WSGI application the app's headers."""
    app = make()
    Hardened(app)

    def plain(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"plain"]

    app.wsgi_app = Hardened.wrap(app, DispatcherMiddleware(app.wsgi_app, {"/plain": plain}))  # type: ignore[method-assign]
    client = app.test_client()
    for path, text in (("/plain", "plain"), ("/", "gated")):
        response = client.get(path)
        assert (text, ["DENY"]) == (response.text, response.headers.getlist("X-Frame-Options"))
    with pytest.raises(KeyError):
        Hardened.wrap(make(), plain)


def test_a_proxyfix_that_is_there_already_stays_outside() -> None:
    """It names the client before the gate looks; a redirect loop would follow otherwise."""
    app = make(TESTING=False)
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    Hardened(app)
    app.add_url_rule("/who", "who", lambda: f"{request.remote_addr} {request.scheme}")
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    assert "203.0.113.9 https" == app.test_client().get("/who", headers=forwarded).text


def test_test_request_contexts_work_without_the_gate() -> None:
    """Shells and unit tests push a context of their own; nothing breaks there."""
    app = make()
    Hardened(app)
    with app.test_request_context("/"):
        assert app.preprocess_request() is None


def test_two_apps_hammered_by_threads_never_mix() -> None:
    """Promise 6: 32 threads, two apps with different policies, and every answer is its own app's."""
    apps = {}
    for name, policy, frame in (("one", "no-referrer", "DENY"), ("two", "same-origin", "SAMEORIGIN")):
        app = make(name)
        Hardened(app, headers=HeadersOptions(referrer_policy=policy, frame_options=frame), csp=False, rate_limit=False)  # type: ignore[arg-type]
        app.add_url_rule("/own", "own", headers(referrer_policy="origin")(lambda name=name: name))
        apps[app] = (name, policy, frame)
    barrier = threading.Barrier(32)

    def hammer(number: int) -> list[str]:
        barrier.wait(10)
        wrong = []
        for turn in range(60):
            app = list(apps)[(number + turn) % 2]
            name, policy, frame = apps[app]
            path, expected = ("/own", "origin") if turn % 3 == 0 else ("/", policy)
            response = app.test_client().get(path)
            seen = (response.text, response.headers["Referrer-Policy"], response.headers["X-Frame-Options"])
            if seen != (name, expected, frame):
                wrong.append(f"{path}: {seen}")
        return wrong

    with ThreadPoolExecutor(32) as pool:
        assert [] == [wrong for wrongs in pool.map(hammer, range(32)) for wrong in wrongs]


def test_threads_that_come_first_all_wait_for_the_start() -> None:
    """The start runs once, however many first requests there are, and none is served before it."""
    app = make()
    started: list[int] = []
    Hardened(app)
    state = hardening_of(app)
    original = state._open

    def counted() -> None:
        started.append(1)
        threading.Event().wait(0.05)
        original()

    state._open = counted  # type: ignore[method-assign]
    barrier = threading.Barrier(8)

    def first(_: int) -> str | None:
        barrier.wait(10)
        return app.test_client().get("/").headers.get("X-Frame-Options")

    with ThreadPoolExecutor(8) as pool:
        assert ["DENY"] * 8 == list(pool.map(first, range(8)))
    assert [1] == started


def test_a_room_that_cannot_start_is_answered_with_all_headers(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What a room finds wrong only when the app is complete stops the app as any other fault of the set-up does."""
    app = make()
    Hardened(app)

    def faulty(self: object, app: Flask, hardening: object) -> None:
        raise ConfigurationError([Problem("HARDENED_X", "it cannot be.", "Mend it.")])

    monkeypatch.setattr(type(hardening_of(app).protections[0]), "start", faulty)
    client = app.test_client()
    for response in (client.get("/"), client.get("/")):
        assert (503, "DENY") == (response.status_code, response.headers["X-Frame-Options"])
    assert 1 == caplog.text.count("HARDENED_X")


def test_request_ids_are_random_or_a_trusted_proxys() -> None:
    """A client cannot choose what stands in the log."""
    app = make(TESTING=False)
    Hardened(app)
    client = app.test_client()
    chosen = {"X-Request-ID": "chosen-by-the-client"}
    first, second = (client.get("/missing", headers=chosen).get_json(force=True)["reference"] for _ in range(2))
    assert first != second
    assert "chosen" not in first


def answered(application: Any) -> tuple[list[tuple[str, dict[str, str]]], bytes]:
    """Call a WSGI application behind a gate as a server does; return what was started, and the body."""
    app = make(TESTING=False)
    Hardened(app)
    gate = Hardened.wrap(app, application)
    started: list[tuple[str, dict[str, str]]] = []
    written: list[bytes] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        started.append((status, dict(headers)))
        return written.append

    environ = EnvironBuilder("/", base_url="https://localhost").get_environ()
    body = b"".join(gate(environ, start_response))
    return started, b"".join(written) + body


def lazy(environ: Any, start_response: Any) -> Any:
    """Start the response when the first piece is asked for, as generators do."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    yield b"late"


def writing(environ: Any, start_response: Any) -> list[bytes]:
    """Use the `write` callable of PEP 3333."""
    write = start_response("200 OK", [("Content-Type", "text/plain")])
    for piece in (b"written, ", b"twice, "):
        write(piece)
    return [b"returned"]


def changing(environ: Any, start_response: Any) -> list[bytes]:
    """Think better of it: a second start replaces the first."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    start_response("500 Oops", [("Content-Type", "text/plain")], (None, None, None))
    return [b"changed"]


def failing(environ: Any, start_response: Any) -> list[bytes]:
    """Fail after having started, as a teardown does."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    raise RuntimeError("the secret of the teardown")


def failing_after_writing(environ: Any, start_response: Any) -> list[bytes]:
    """Fail when a part has left already."""
    start_response("200 OK", [("Content-Type", "text/plain")])(b"part")
    raise RuntimeError("the secret of the teardown")


@pytest.mark.parametrize(
    ("application", "statuses", "body"),
    [
        (lazy, ["200 OK"], b"late"),
        (writing, ["200 OK"], b"written, twice, returned"),
        (changing, ["500 Oops"], b"changed"),
        (failing, ["500 Internal Server Error"], None),
        (failing_after_writing, ["200 OK", "500 Internal Server Error"], None),
    ],
)
def test_every_way_of_answering_that_wsgi_allows(application: Any, statuses: list[str], body: bytes | None) -> None:
    """Headers are complete however the application starts its response, and however it fails after."""
    started, data = answered(application)
    assert statuses == [status for status, _ in started]
    assert ["DENY"] * len(started) == [headers["X-Frame-Options"] for _, headers in started]
    assert b"secret" not in data
    if body is not None:
        assert body == data

"""A Flask-Limiter handed over: the same traffic is admitted as by the original, with its decorators unchanged."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint, Flask, request
from flask_limiter import ExemptionScope, Limiter
from flask_limiter.util import get_remote_address

from flask_hardened import ConfigurationError, Hardened
from flask_hardened.hardening import hardening_of
from flask_hardened.protections.rate_limit.options import RateLimitOptions
from tests.protections.rate_limit.conftest import come_from, statuses

CONFIG = {"TESTING": True, "HARDENED_RATE_LIMIT_DEFAULT": None}


def documented(limiter: Limiter) -> Flask:
    """Return the app of Flask-Limiter's quick start, with more of its documented decorators."""
    app = Flask("documented")
    app.config.update(TESTING=True)

    @app.route("/slow")
    @limiter.limit("1 per day")
    def slow() -> str:
        return "24"

    @app.route("/medium")
    @limiter.limit("1/second", override_defaults=False)
    def medium() -> str:
        return ":|"

    @app.route("/fast")
    def fast() -> str:
        return "42"

    @app.route("/ping")
    @limiter.exempt
    def ping() -> str:
        return "PONG"

    @app.route("/expensive")
    @limiter.limit("5/minute", cost=2, methods=["GET"])
    def expensive() -> str:
        return "expensive"

    @app.route("/by-user")
    @limiter.limit("2/minute", key_func=lambda: request.args["user"])
    def by_user() -> str:
        return "user"

    @app.route("/stacked", methods=["GET", "POST"])
    @limiter.limit("4/minute", methods=["POST"])
    @limiter.limit("3/minute", per_method=True)
    def stacked() -> str:
        return "stacked"

    @app.route("/filtered")
    @limiter.limit("1/minute", exempt_when=lambda: "admin" in request.args)
    def filtered() -> str:
        return "filtered"

    shared = limiter.shared_limit("3/hour", scope="mysql")

    @app.route("/shared1")
    @shared
    def shared1() -> str:
        return "1"

    @app.route("/shared2")
    @shared
    def shared2() -> str:
        return "2"

    @app.route("/counted")
    @limiter.limit("2/minute", deduct_when=lambda response: response.status_code == 404)
    def counted() -> Any:
        return "counted", int(request.args.get("status", 200))

    # named functions: Flask-Limiter takes all lambdas of one function for the same view
    regular, restricted, open_ = (Blueprint(name, __name__) for name in ("regular", "restricted", "open"))

    @regular.route("/regular")
    def view_of_regular() -> str:
        return "regular"

    @restricted.route("/restricted")
    def view_of_restricted() -> str:
        return "restricted"

    @open_.route("/open")
    def view_of_open() -> str:
        return "open"

    limiter.limit("2/day")(restricted)
    limiter.exempt(open_)
    for blueprint in (regular, restricted, open_):
        app.register_blueprint(blueprint)
    return app


def limiter_of_the_docs(**options: Any) -> Limiter:
    """Return the Limiter of the quick start, not yet bound to an app."""
    return Limiter(get_remote_address, default_limits=["4 per day"], storage_uri="memory://", **options)


TRAFFIC = [
    ("/slow", "GET"),
    ("/medium", "GET"),
    ("/fast", "GET"),
    ("/ping", "GET"),
    ("/expensive", "GET"),
    ("/by-user?user=a", "GET"),
    ("/by-user?user=b", "GET"),
    ("/stacked", "GET"),
    ("/stacked", "POST"),
    ("/filtered", "GET"),
    ("/filtered?admin", "GET"),
    ("/shared1", "GET"),
    ("/shared2", "GET"),
    ("/counted", "GET"),
    ("/counted?status=404", "GET"),
    ("/regular", "GET"),
    ("/restricted", "GET"),
    ("/open", "GET"),
    ("/nothing", "GET"),
]


def admitted(app: Flask) -> dict[str, int]:
    """Send seven rounds of the traffic, from two clients; return how often each got through."""
    client, found = app.test_client(), {}
    for _ in range(7):
        for address in ("192.0.2.1", "192.0.2.2"):
            for path, method in TRAFFIC:
                name = f"{method} {path} {address}"
                status = statuses(client, 1, path, method=method, **come_from(address))[0]
                found[name] = found.get(name, 0) + (status != 429)
    return found


def test_the_same_traffic_is_admitted() -> None:
    """By the original, and by ours with the Limiter handed over before it was bound to an app."""
    original, handed = limiter_of_the_docs(), limiter_of_the_docs()
    app, hardened = documented(original), documented(handed)
    original.init_app(app)
    Hardened(hardened, limiter=handed)
    assert admitted(app) == admitted(hardened)


def test_an_application_limit_is_our_default() -> None:
    """As many requests to all routes together; what is no route counts here, and not there."""
    original = Limiter(get_remote_address, application_limits=["9 per hour"], storage_uri="memory://")
    handed = Limiter(get_remote_address, application_limits=["9 per hour"])
    app, hardened = documented(original), documented(handed)
    original.init_app(app)
    Hardened(hardened, limiter=handed)
    for each in (app, hardened):
        client = each.test_client()
        assert [200] * 9 + [429] * 2 == statuses(client, 6, "/fast") + statuses(client, 5, "/regular")
    assert [404] * 9 == statuses(app.test_client(), 9, "/nothing", **come_from("192.0.2.1"))
    assert [404] * 9 + [429] == statuses(hardened.test_client(), 10, "/nothing", **come_from("192.0.2.1"))


def test_views_point_to_their_limiter() -> None:
    """Their decorators hold although the Limiter was neither bound to the app nor handed over."""
    limiter = Limiter(get_remote_address)
    app = documented(limiter)
    Hardened(app)
    client = app.test_client()
    assert [200, 429, 429] == statuses(client, 3, "/slow")
    assert [200] * 9 == statuses(client, 9, "/fast")


def test_a_slash_64_is_one_client_of_the_original_key_function_too() -> None:
    """``get_remote_address`` becomes our client."""
    limiter = Limiter(get_remote_address)
    app = documented(limiter)
    Hardened(app, limiter=limiter)
    client = app.test_client()
    found = [statuses(client, 1, "/slow", **come_from(f"2001:db8::{number}"))[0] for number in range(1, 5)]
    assert [200, 429, 429, 429] == found


def test_an_active_limiter_is_an_error() -> None:
    """Two would count everything twice."""
    app = Flask("two")
    app.testing = True
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    with pytest.raises(ConfigurationError, match=r"Hardened\(app, limiter=limiter\)"):
        Hardened(app)
    with pytest.raises(ConfigurationError, match="made without the app: Limiter"):
        Hardened(app, limiter=limiter)
    Hardened(app, rate_limit=False)


def test_a_limiter_that_is_gone_is_named(caplog: pytest.LogCaptureFixture) -> None:
    """Its views would not be limited: a note while testing, and no start in production."""

    def make(**config: Any) -> Flask:
        app = Flask("gone")
        app.config.update(config)
        Hardened(app)
        limiter: list[Limiter] = [Limiter(get_remote_address)]
        app.add_url_rule("/a", "a", limiter[0].limit("1 per day")(lambda: "a"))
        limiter.clear()
        return app

    secure = {"SECRET_KEY": "kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf", "HARDENED_STORAGE_URI": "memory://"}
    with caplog.at_level(logging.CRITICAL, "flask_hardened"):
        assert 503 == make(**secure).test_client().get("/").status_code
    assert "the view a: its Limiter is gone" in caplog.text


def test_limits_on_what_is_no_view_are_named(caplog: pytest.LogCaptureFixture) -> None:
    """Flask-Limiter limits any function; here only views are."""
    limiter = Limiter(get_remote_address)
    app = Flask("functions")
    app.testing = True
    limiter.limit("1 per day")(documented)
    limiter.limit("1 per day", on_breach=lambda limit: None)(Blueprint("bp", __name__))
    Hardened(app, limiter=limiter)
    app.test_client().get("/")
    assert "documented: it is no view" in caplog.text
    assert "bp: on_breach and meta_limits have no counterpart" in caplog.text


def test_exemptions_of_one_kind() -> None:
    """From the limit of each route, from the application's, or from both."""
    limiter = Limiter(get_remote_address, default_limits=["1/hour"], application_limits=["3/hour"])
    app = Flask("exempt")
    app.testing = True
    app.add_url_rule("/a", "a", limiter.exempt(lambda: "a", flags=ExemptionScope.DEFAULT))
    limiter.exempt(both, flags=ExemptionScope.APPLICATION)
    app.add_url_rule("/b", "b", both)
    Hardened(app, limiter=limiter)
    client = app.test_client()
    assert [200, 429] == statuses(client, 2, "/b")
    assert [200, 200, 200, 429] == statuses(client, 4, "/a")


def both() -> str:
    """A view with a name of its own: Flask-Limiter exempts by name."""
    return "b"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"RATELIMIT_DEFAULT": "5/minute"}, {"per_route": "5/minute", "default": "600 per minute"}),
        ({"RATELIMIT_APPLICATION": "5/minute;9/hour"}, {"default": "5/minute;9/hour", "per_route": None}),
        ({"RATELIMIT_STRATEGY": "moving-window"}, {"strategy": "moving-window"}),
        ({"RATELIMIT_HEADERS_ENABLED": True}, {"headers": "always"}),
        ({"RATELIMIT_HEADERS_ENABLED": False}, {"headers": "near"}),
        ({"RATELIMIT_SWALLOW_ERRORS": True}, {"when_down": "allow"}),
        ({"RATELIMIT_SWALLOW_ERRORS": True, "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True}, {"when_down": "local"}),
    ],
)
def test_the_keys(settings: dict[str, Any], expected: dict[str, Any]) -> None:
    """Each ``RATELIMIT_*`` key becomes an option, with a Limiter or without."""
    for limiter in (True, Limiter(get_remote_address)):
        app = Flask("keys")
        app.config.update(settings)
        app.testing = True
        Hardened(app, limiter=limiter)
        options = hardening_of(app).policy.rate_limit
        assert expected == {name: getattr(options, name) for name in expected}


def test_the_arguments_come_before_the_keys() -> None:
    """As Flask-Limiter reads them."""
    app = Flask("arguments")
    app.config.update(RATELIMIT_DEFAULT="9/minute", RATELIMIT_STORAGE_URI="redis://127.0.0.1:1", TESTING=True)
    limiter = Limiter(get_remote_address, default_limits=["5/minute", "6/hour"], strategy="sliding-window-counter")
    Hardened(app, limiter=limiter)
    policy = hardening_of(app).policy
    assert policy.rate_limit is not None
    assert policy.storage is not None
    assert ("5/minute; 6/hour", "sliding-window-counter") == (policy.rate_limit.per_route, policy.rate_limit.strategy)
    assert "redis://127.0.0.1:1" == policy.storage.uri


@pytest.mark.parametrize("limiter", [True, Limiter(get_remote_address, enabled=False)])
def test_a_limiter_that_is_off(limiter: Any) -> None:
    """``RATELIMIT_ENABLED=False`` or ``enabled=False`` turn ours off, as in many test suites."""
    app = Flask("off")
    app.config.update(TESTING=True, **({"RATELIMIT_ENABLED": False} if limiter is True else {}))
    Hardened(app, limiter=limiter)
    assert hardening_of(app).policy.rate_limit is None


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Limiter(get_remote_address, default_limits=[lambda: "1/day"]), "is a function"),
        (lambda: Limiter(get_remote_address, meta_limits=["1/day"]), "limits on limits"),
        (lambda: Limiter(get_remote_address, on_breach=lambda limit: None), "security_event"),
        (lambda: Limiter(get_remote_address, default_limits=["many"]), "'many' is no limit"),
    ],
)
def test_what_has_no_counterpart_is_an_error(make: Callable[[], Limiter], message: str) -> None:
    """Nothing is dropped silently."""
    with pytest.raises(ConfigurationError, match=message):
        Hardened(Flask("wrong"), limiter=make())


def test_both_ways_at_once_is_an_error() -> None:
    """Options and a Limiter contradict each other."""
    with pytest.raises(ConfigurationError, match="by the Limiter"):
        Hardened(Flask("both"), limiter=Limiter(get_remote_address), rate_limit=RateLimitOptions())


def test_keys_without_a_limiter_are_noted(caplog: pytest.LogCaptureFixture) -> None:
    """They are not read, and this is said."""
    app = Flask("left")
    app.config.update(TESTING=True, RATELIMIT_DEFAULT="1/day")
    Hardened(app)
    assert [404, 404] == statuses(app.test_client(), 2)
    assert "RATELIMIT_DEFAULT: settings of Flask-Limiter are read with Hardened(app, limiter=True)" in caplog.text

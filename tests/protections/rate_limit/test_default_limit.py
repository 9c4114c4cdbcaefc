"""The default limit: everything a client asks, counted before routing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from flask_hardened import Hardened
from flask_hardened.protections.rate_limit.options import RateLimitOptions
from tests.protections.rate_limit.conftest import come_from, make_app, statuses
from tests.storage.conftest import Clock


@pytest.mark.parametrize(("preset", "most", "window"), [("web", 600, 60), ("api", 100, 900), ("strict", 240, 60)])
def test_the_presets_limit_each_client(preset: str, most: int, window: int) -> None:
    """Exactly as many requests as the preset says are answered, the next one is refused; others are not concerned."""
    client = make_app(preset=preset).test_client()
    assert [200] * most + [429] * 2 == statuses(client, most + 2)
    refused = client.get("/")
    assert f'"default";q={most};w={window}' == refused.headers["RateLimit-Policy"]
    assert 200 == client.get("/", **come_from("192.0.2.1")).status_code


def test_a_refusal_is_a_problem_document() -> None:
    """429 says what the issue of every API says, with all headers and a time to come back."""
    client = make_app(default="1 per minute").test_client()
    statuses(client, 1)
    response = client.get("/")
    assert "application/problem+json" == response.content_type
    document = response.get_json()
    assert "Too many requests, please try again later." == document["error"]
    assert (429, ["default"]) == (document["status"], document["violated-policies"])
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert f'"default";r=0;t={response.headers["Retry-After"]}' == response.headers["RateLimit"]
    assert "default-src" in response.headers["Content-Security-Policy"]
    assert "nosniff" == response.headers["X-Content-Type-Options"]


def test_a_browser_is_refused_with_a_page() -> None:
    """HTML where ``Accept`` asks for it; no body for HEAD."""
    client = make_app(default="1 per minute").test_client()
    statuses(client, 1)
    page = client.get("/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (429, "text/html; charset=utf-8") == (page.status_code, page.content_type)
    assert "Too many requests, please try again later." in page.text
    assert (429, b"") == (client.head("/").status_code, client.head("/").data)


def test_the_window_ends(timed: Callable[[Flask], FlaskClient], clock: Clock) -> None:
    """Who waits as long as Retry-After says is let in; who comes a second earlier is not."""
    client = timed(make_app(default="2 per minute"))
    assert [200, 200, 429] == statuses(client, 3)
    wait = int(client.get("/").headers["Retry-After"])
    assert 60 == wait
    clock.now += wait - 1
    assert [429] == statuses(client, 1)
    clock.now += 1
    assert [200, 200, 429] == statuses(client, 3)


def test_several_windows_hold_together(timed: Callable[[Flask], FlaskClient], clock: Clock) -> None:
    """What the short window refuses is not counted in the long one."""
    client = timed(make_app(default="2 per minute; 3 per hour", headers="always"))
    assert [200, 200, 429, 429] == statuses(client, 4)
    clock.now += 60
    response = client.get("/")
    assert '"default-60s";q=2;w=60, "default-3600s";q=3;w=3600' == response.headers["RateLimit-Policy"]
    assert '"default-3600s";r=0;t=3540' == response.headers["RateLimit"]
    assert [429] == statuses(client, 1)


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/nothing", "GET", 404), ("/", "PUT", 405), ("/static/no", "POST", 405)]
)
def test_what_no_route_answers_is_counted(path: str, method: str, status: int) -> None:
    """Scanning for paths and methods ends with 429."""
    client = make_app(default="2 per minute").test_client()
    assert [status, status, 429] == statuses(client, 3, path, method=method)
    assert [429] == statuses(client, 1)


@pytest.mark.parametrize(
    ("path", "method"), [("/static/file.txt", "GET"), ("/static/file.txt", "HEAD"), ("/healthz", "GET")]
)
def test_static_files_and_health_paths_are_free(path: str, method: str) -> None:
    """They are not counted, and are served to who is over the limit."""
    client = make_app(default="2 per minute").test_client()
    assert [200] * 5 == statuses(client, 5, path, method=method)
    assert [200, 200, 429] == statuses(client, 3)
    assert [200] * 2 == statuses(client, 2, path, method=method)


def test_options_is_not_counted() -> None:
    """A preflight costs nothing."""
    client = make_app(default="2 per minute").test_client()
    assert [200] * 5 == statuses(client, 5, method="OPTIONS")
    assert [200, 200, 429] == statuses(client, 3)


def test_scanning_below_the_static_folder_is_limited() -> None:
    """What is not there is counted, and in the end nothing below the folder is served to that client any more."""
    client = make_app(default="3 per minute").test_client()
    assert [404] * 4 + [429] == statuses(client, 5, "/static/missing.js")
    assert [429, 429] == [*statuses(client, 1, "/static/file.txt"), *statuses(client, 1)]
    assert [200] == statuses(client, 1, "/static/file.txt", **come_from("192.0.2.1"))


def test_a_missing_health_path_is_counted() -> None:
    """A health path that no route answers is a 404 like any other."""
    app = make_app(default="2 per minute", config={"HARDENED_DEPLOYMENT_HEALTH_PATHS": ["/ping"]})
    client = app.test_client()
    assert [404, 404] == statuses(client, 2, "/ping")
    assert [429] == statuses(client, 1)


def test_views_below_the_static_path_are_counted() -> None:
    """A prefix below which something else lives is no sign of a static file; the files themselves stay free."""
    app = make_app(default="3 per minute")
    app.add_url_rule("/static/report", "report", lambda: "made by a view")
    client = app.test_client()
    assert [200] * 6 == statuses(client, 6, "/static/file.txt")
    assert [200] * 3 + [429] == statuses(client, 4, "/static/report")


def test_a_static_folder_at_the_root_frees_no_page() -> None:
    """With ``static_url_path=""`` each unknown path is a static file that is missing."""
    folder = __file__.rpartition("/")[0]
    app = Flask("root", static_folder="../../apps/static", static_url_path="", root_path=folder)
    app.config.update(TESTING=True)
    Hardened(app, rate_limit=RateLimitOptions(default="3 per minute"))
    client = app.test_client()
    assert [200] * 6 == statuses(client, 6, "/file.txt")
    assert [404] * 3 + [429] == statuses(client, 4, "/wp-login.php")


def test_a_view_that_is_only_called_static_is_counted() -> None:
    """The name of an endpoint frees nothing."""
    app = make_app(default="2 per minute")
    blueprint = Blueprint("reports", __name__, url_prefix="/reports")
    blueprint.add_url_rule("/<path:filename>", "static", lambda filename: filename)
    app.register_blueprint(blueprint)
    assert [200, 200, 429] == statuses(app.test_client(), 3, "/reports/a")


def test_static_files_of_blueprints_are_free() -> None:
    """A blueprint's own folder too."""
    app = make_app(default="2 per minute")
    folder = Blueprint("bp", __name__, url_prefix="/bp", static_folder="../../apps/static", root_path=app.root_path)
    app.register_blueprint(folder)
    assert [200] * 5 == statuses(app.test_client(), 5, "/bp/static/file.txt")


def test_paths_and_clients_can_be_exempt() -> None:
    """Whole paths, everything below one, addresses and networks; near misses are counted."""
    app = make_app(default="1 per minute", exempt_paths=["/x/", "/feed"], exempt_clients=["10.0.0.0/8"])
    app.add_url_rule("/feed", "feed", lambda: "feed")
    app.add_url_rule("/x/<name>", "x", lambda name: name)
    client = app.test_client()
    assert [200] * 3 == statuses(client, 3, "/feed")
    assert [200] * 3 == statuses(client, 3, "/x/a")
    assert [200] * 3 == statuses(client, 3, **come_from("10.9.9.9"))
    assert [200] * 3 == statuses(client, 3, **come_from("::ffff:10.9.9.9"))
    assert [200, 429] == statuses(client, 2, **come_from("11.0.0.1"))
    assert [404, 429] == statuses(client, 2, "/feed2", **come_from("11.0.0.2"))


@pytest.mark.parametrize("headers", ["near", "always", "never"])
def test_when_the_headers_tell_about_the_default(headers: str) -> None:
    """``near`` from the moment less than a quarter is left; on 429 Retry-After in any case."""
    client = make_app(default="8 per minute", headers=headers).test_client()
    told = ["RateLimit" in client.get("/").headers for _ in range(9)]
    assert {"near": [False] * 6 + [True] * 3, "always": [True] * 9, "never": [False] * 9}[headers] == told
    assert "Retry-After" in client.get("/").headers


def test_no_default_is_no_limit() -> None:
    """None and False switch it off."""
    assert [200] * 700 == statuses(make_app(default=None).test_client(), 700)
    app = Flask("off")
    app.config["TESTING"] = True
    Hardened(app, rate_limit=False)
    assert [404] * 700 == statuses(app.test_client(), 700)


def test_the_response_of_a_view_is_not_contradicted() -> None:
    """RateLimit and Retry-After that a view sets itself stay as they are."""
    app = make_app(default="5 per minute", headers="always")
    own = {"RateLimit": '"own";r=1;t=2', "Retry-After": "7"}
    app.add_url_rule("/own", "own", lambda: ("busy", 429, own))
    response = app.test_client().get("/own")
    assert ['"own";r=1;t=2'] == response.headers.getlist("RateLimit")
    assert ["7"] == response.headers.getlist("Retry-After")


def test_a_page_with_forty_assets_is_far_from_the_limit() -> None:
    """Static assets are free; even if a view serves each of them, fourteen visits a minute pass."""
    app = make_app(preset="web")
    app.add_url_rule("/asset/<int:number>", "asset", lambda number: str(number))
    client = app.test_client()
    for _ in range(14):
        assert [200] == statuses(client, 1)
        assert [200] * 40 == [client.get(f"/asset/{number}").status_code for number in range(40)]
    assert [200] * 40 == statuses(client, 40, "/static/file.txt")


def test_moving_windows_can_be_chosen() -> None:
    """The strategies of Flask-Limiter admit as many."""
    for strategy in ("moving-window", "sliding-window-counter"):
        assert [200] * 3 + [429] * 2 == statuses(make_app(default="3 per minute", strategy=strategy).test_client(), 5)


def test_a_proxy_that_nobody_trusts_is_named(caplog: pytest.LogCaptureFixture) -> None:
    """All clients behind it share one limit, which looks like an outage; the log says once what to do."""
    client = make_app(default="1 per minute").test_client()
    for number in range(4):
        statuses(client, 1, headers={"X-Forwarded-For": f"192.0.2.{number}", "X-Forwarded-Proto": "https"})
    notes = [record.getMessage() for record in caplog.records if "share one limit" in record.getMessage()]
    assert 1 == len(notes)
    assert "'127.0.0.1' is over the default limit" in notes[0]

"""Flask-CORS: its settings carry over or are named with the fix, and its safe answers are ours."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.views import MethodView
from flask_cors import CORS, cross_origin
from flask_cors.core import CONFIG_OPTIONS, CorsOptionsInput

from flask_hardened import ConfigurationError
from flask_hardened.protections.cors.decorators import cors
from flask_hardened.protections.cors.flask_cors_settings import SETTINGS, from_flask_cors
from flask_hardened.protections.cors.options import CorsOptions
from tests.conftest import SECRET_KEY
from tests.protections.cors.conftest import APP, EVIL, harden, new_app
from tests.protections.cors.fetch import may_read, passes, preflight

SAME: list[dict[str, Any]] = [
    {"origins": APP},
    {"origins": [APP, "https://b.example"]},
    {"origins": [APP], "supports_credentials": True},
    {"origins": [r"https://[a-z]+\.wild\.example$"]},
    {"origins": [re.compile(r"https://[a-z]+\.wild\.example$")]},
    {"origins": "*"},
    {"origins": [APP], "methods": ["GET", "PUT"]},
    {"origins": [APP], "methods": "PUT"},
    {"origins": [APP], "allow_headers": ["X-Key", "Content-Type"]},
    {"origins": [APP], "allow_headers": "X-Key", "max_age": timedelta(minutes=5)},
    {"origins": [APP], "expose_headers": ["X-Total-Count"], "max_age": 60},
    {"origins": [APP], "resources": r"/*", "max_age": None},
    {"resources": {r"/*": {"origins": [APP], "supports_credentials": True}}},
    {"resources": {r"/*": {"origins": [APP], "send_wildcard": True}}},
    {"origins": [APP], "send_wildcard": True, "vary_header": True, "automatic_options": True, "always_send": False},
]
ASKING = [
    APP,
    "https://b.example",
    "https://shop.wild.example",
    EVIL,
    f"{APP}.evil.example",
    "null",
    "https://wild.example",
]


def with_flask_cors(settings: dict[str, Any]) -> Flask:
    """Return the app as Flask-CORS sets it up."""
    app = new_app()
    CORS(app, **settings)
    return app


def with_ours(settings: dict[str, Any]) -> Flask:
    """Return the app with the same settings handed over."""
    app = new_app()
    harden(app, cors=from_flask_cors(**settings), events=False)
    return app


@pytest.mark.parametrize("credentials", [False, True])
@pytest.mark.parametrize("settings", SAME, ids=str)
def test_browsers_come_to_the_same_result(settings: dict[str, Any], credentials: bool) -> None:
    """For every origin: who may read a page, an error and a missing page, and which preflight passes."""
    theirs, ours = with_flask_cors(settings), with_ours(settings)
    for origin in ASKING:
        for path in ("/items", "/fails/404", "/no-such-page", "/items/7"):
            responses = [app.test_client().get(path, headers={"Origin": origin}) for app in (theirs, ours)]
            assert 1 == len({may_read(each, origin, credentials=credentials) for each in responses}), (origin, path)
            shown = {each.headers.get("Access-Control-Expose-Headers") for each in responses}
            assert 1 == len(shown)
        for method, headers in (("PUT", ""), ("PUT", "x-key"), ("DELETE", "content-type"), ("GET", "x-key, x-other")):
            answers = [preflight(app, "/items", origin, method, headers) for app in (theirs, ours)]
            verdicts = {passes(each, origin, method, headers, credentials=credentials) for each in answers}
            assert 1 == len(verdicts), (origin, method, headers)


STRICTER = [
    # settings, origin: Flask-CORS lets it in, we do not
    ({"origins": r"https://.*\.example\.com"}, "https://a.example.com.evil.net"),
    ({"origins": r"https://[a-z]+\.wild\.example"}, "https://a.wild.example.evil.net"),
    ({"origins": "https://*.wild.example"}, "https:///wild.example"),
    ({"origins": ["null", APP]}, "null"),
    ({"origins": "*", "supports_credentials": True}, EVIL),
]


@pytest.mark.parametrize(("settings", "origin"), STRICTER)
def test_where_its_answer_is_not_safe_ours_is_stricter(settings: dict[str, Any], origin: str) -> None:
    """An origin that its author cannot have meant is refused: at the start, or when it asks."""
    answer = with_flask_cors(settings).test_client().get("/items", headers={"Origin": origin})
    assert origin == answer.headers["Access-Control-Allow-Origin"]
    try:
        app = with_ours(settings)
    except ConfigurationError:
        return
    assert "Access-Control-Allow-Origin" not in app.test_client().get("/items", headers={"Origin": origin}).headers


def test_every_setting_of_flask_cors_is_known() -> None:
    """A new one would be noticed here."""
    assert set(SETTINGS) == set(CorsOptionsInput.__optional_keys__)
    assert {f"CORS_{name.upper()}" for name in SETTINGS} == set(CONFIG_OPTIONS)


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"origin": APP}, "Did you mean 'origins'"),
        ({"origins": "null"}, "Name real origins"),
        ({"origins": "*", "supports_credentials": True}, "Name the origins"),
        ({"supports_credentials": True}, "Name the origins"),
        ({"origins": r"https://.*.example.com"}, "not escaped"),
        ({"resources": {r"/api/*": {"origins": APP}}}, "@cors(origins=[...])"),
        ({"resources": [r"/api/*", r"/v2/*"]}, "'/api/*', '/v2/*'"),
        ({"resources": {"*": {"origin": APP}}}, "Did you mean 'origins'"),
        ({"origins": APP, "allow_headers": [r"X-.*"]}, "Name the headers"),
        ({"origins": APP, "max_age": "soon"}, "timedelta"),
    ],
)
def test_what_cannot_be_carried_over_is_named_with_the_fix(settings: dict[str, Any], part: str) -> None:
    """All at once, before the app starts."""
    with pytest.raises(ConfigurationError) as caught:
        from_flask_cors(**settings)
    assert part in str(caught.value)


def test_what_is_needless_is_said(caplog: pytest.LogCaptureFixture) -> None:
    """Settings without a counterpart are told apart from those that were forgotten."""
    with caplog.at_level(logging.INFO, "flask_hardened"):
        from_flask_cors(origins=APP, vary_header=False)
    assert any("vary_header" in message for message in caplog.messages)


def test_configuration_keys_carry_over() -> None:
    """``CORS_*`` keys that name origins hold without CORS(app)."""
    app = new_app(CORS_ORIGINS=[APP], CORS_SUPPORTS_CREDENTIALS=True, CORS_MAX_AGE=60)
    harden(app)
    assert may_read(app.test_client().get("/items", headers={"Origin": APP}), APP, credentials=True)
    assert "60" == preflight(app, "/items", APP, "PUT").headers["Access-Control-Max-Age"]


def test_configuration_keys_without_origins_open_nothing() -> None:
    """Flask-CORS's default, every origin, is not taken over from a key about something else."""
    app = new_app(CORS_MAX_AGE=60)
    harden(app)
    assert "Access-Control-Allow-Origin" not in app.test_client().get("/items", headers={"Origin": APP}).headers


def test_two_sources_are_an_error() -> None:
    """Keys of Flask-CORS and options of ours, or unsafe keys, stop the app."""
    with pytest.raises(ConfigurationError, match="Keep one of the two"):
        harden(new_app(CORS_ORIGINS=[APP]), cors=CorsOptions(origins=[APP]))
    with pytest.raises(ConfigurationError, match=r"CORS_\* keys"):
        harden(new_app(CORS_RESOURCES={"/api/*": {"origins": APP}}))
    with pytest.raises(ConfigurationError, match="Name the origins"):
        harden(new_app(CORS_ORIGINS="*", CORS_SUPPORTS_CREDENTIALS=True))


def decorated(app: Flask) -> None:
    """Add views with Flask-CORS's own decorator."""

    @app.get("/public")
    @cross_origin()
    def public():
        return "public"

    @app.route("/members", methods=["GET", "POST"])
    @cross_origin(origins=[APP], supports_credentials=True, expose_headers=["X-Total-Count"])
    def members():
        return "members"

    @app.get("/narrowed")
    @cors(origins=[APP])
    @cross_origin(origins=[APP, EVIL])
    def narrowed():
        return "narrowed"


def test_its_decorator_carries_over(caplog: pytest.LogCaptureFixture) -> None:
    """@cross_origin keeps its meaning, on errors and preflights too, and its headers come once."""
    app = new_app()
    harden(app)
    decorated(app)
    client = app.test_client()
    for path, origin, credentials, expected in (
        ("/public", EVIL, False, True),
        ("/public", EVIL, True, False),
        ("/members", APP, True, True),
        ("/members", EVIL, False, False),
        ("/narrowed", APP, False, True),
        ("/narrowed", EVIL, False, False),
        ("/items", APP, False, False),
    ):
        response = client.get(path, headers={"Origin": origin})
        assert expected == may_read(response, origin, credentials=credentials), (path, origin)
        assert all(1 == len(response.headers.getlist(name)) for name in set(response.headers.keys())), response.headers
    assert passes(preflight(app, "/members", APP, "POST", "x-any"), APP, "POST", "x-any", credentials=True)
    assert not passes(preflight(app, "/members", EVIL, "POST", "x-any"), EVIL, "POST", "x-any")
    assert not any("Dropped" in message for message in caplog.messages)


def test_its_decorator_takes_the_configuration_keys() -> None:
    """Without settings of its own, it means the keys', as with Flask-CORS."""
    app = new_app(CORS_SUPPORTS_CREDENTIALS=True)
    harden(app)
    app.add_url_rule("/c", "c", cross_origin(origins=[APP])(lambda: "c"))
    assert may_read(app.test_client().get("/c", headers={"Origin": APP}), APP, credentials=True)


@pytest.mark.parametrize("settings", [{"supports_credentials": True}, {"origins": "null"}, {"origins": ["https://.*"]}])
def test_its_unsafe_decorator_does_not_start(settings: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    """In production the app refuses to start; while testing the view is open to nobody."""
    for testing, status in ((False, 503), (True, 200)):
        app = new_app(TESTING=testing, HARDENED_HOSTS_ALLOWED=["localhost"])
        harden(app, transport=False)
        app.add_url_rule("/c", "c", cross_origin(**settings)(lambda: "c"))
        for origin in (EVIL, "null"):
            response = app.test_client().get("/c", headers={"Origin": origin})
            assert (status, False) == (response.status_code, "Access-Control-Allow-Origin" in response.headers)
    assert any("@cross_origin" in message and "'c'" in message for message in caplog.messages)


def test_what_is_hidden_is_named(caplog: pytest.LogCaptureFixture) -> None:
    """A decorated method of a class, and CORS(blueprint), cannot be carried over: the log says what to write."""
    app = new_app()
    harden(app)

    class Things(MethodView):
        @cross_origin(origins=[EVIL])
        def get(self):
            return "got"

    app.add_url_rule("/things", view_func=Things.as_view("things"))
    blueprint = Blueprint("shop", __name__)
    blueprint.add_url_rule("/shop", "shop", lambda: "shop")
    CORS(blueprint, origins=[EVIL])
    app.register_blueprint(blueprint)
    for path in ("/things", "/shop"):
        assert not may_read(app.test_client().get(path, headers={"Origin": EVIL}), EVIL)
    for part in ("the view class of 'things'", "CORS(blueprint 'shop')"):
        assert any(part in message for message in caplog.messages)


def test_an_app_wide_cors_beside_ours_is_an_error_and_may_stay() -> None:
    """``cors=False`` leaves everything to Flask-CORS."""
    app = Flask("both")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    app.add_url_rule("/", "index", lambda: "x")
    CORS(app, origins=[APP])
    with pytest.raises(ConfigurationError, match="CORS"):
        harden(app)
    harden(app, cors=False)
    assert APP == app.test_client().get("/", headers={"Origin": APP}).headers["Access-Control-Allow-Origin"]

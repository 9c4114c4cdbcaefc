"""Options of the cors room: off until origins are named, and nothing unsafe starts."""

from __future__ import annotations

import re

import pytest

from flask_hardened import ConfigurationError
from flask_hardened.protections.cors.options import CorsOptions
from tests.protections.cors.conftest import APP, MakeApp


def test_it_is_off_until_origins_are_named(make_app: MakeApp) -> None:
    """By default no response names CORS at all, and an OPTIONS request is Flask's."""
    client = make_app().test_client()
    response = client.get("/items", headers={"Origin": APP})
    assert [] == [name for name, _ in response.headers if name.startswith("Access-Control") or name == "Vary"]
    preflight = client.options("/items", headers={"Origin": APP, "Access-Control-Request-Method": "PUT"})
    assert (200, None) == (preflight.status_code, preflight.headers.get("Access-Control-Allow-Origin"))


@pytest.mark.parametrize("preset", ["web", "api", "strict"])
def test_it_works_in_every_preset(make_app: MakeApp, preset: str) -> None:
    """A named origin may read; Cross-Origin-Resource-Policy stays, as it does not concern CORS requests."""
    app = make_app(CorsOptions(origins=[APP]), preset=preset)
    response = app.test_client().get("/items", headers={"Origin": APP})
    assert (APP, "same-origin") == (
        response.headers["Access-Control-Allow-Origin"],
        response.headers["Cross-Origin-Resource-Policy"],
    )


@pytest.mark.parametrize(
    ("values", "setting", "fix"),
    [
        ({"origins": ["*"], "credentials": True}, "credentials", "Name the origins"),
        ({"origins": [r"re:.*"], "credentials": True}, "origins", "Name the origins"),
        ({"origins": [re.compile(".*")]}, "origins", "Name the origins"),
        ({"origins": ["null"]}, "origins", "Name real origins"),
        ({"origins": ["*", APP]}, "origins", "alone"),
        ({"origins": ["app.example"]}, "origins", "https://app.example"),
        ({"origins": [7]}, "origins", "Give a string"),
        ({"methods": ["put"]}, "methods", "PUT"),
        ({"methods": ["PUT\r\nX: y"]}, "methods", "PUT"),
        ({"methods": ["TRACE"]}, "methods", "PUT"),
        ({"allow_headers": ["X Y"]}, "allow_headers", "X-Total-Count"),
        ({"allow_headers": ["X\r\nY"]}, "allow_headers", "X-Total-Count"),
        ({"expose_headers": ["Ü"]}, "expose_headers", "X-Total-Count"),
        ({"expose_headers": ["*"], "credentials": True}, "expose_headers", "Name the headers"),
        ({"max_age": -1}, "max_age", "at most a day"),
        ({"max_age": 86_401}, "max_age", "at most a day"),
        ({"max_age": "soon"}, "max_age", "Give"),
        ({"origin": [APP]}, "origin", "origins"),
    ],
)
def test_what_is_unsafe_or_malformed_does_not_start(values: dict[str, object], setting: str, fix: str) -> None:
    """Each fault names the option and the fix."""
    with pytest.raises(ConfigurationError) as caught:
        CorsOptions(**values)  # type: ignore[arg-type]
    assert any(problem.setting == f"CorsOptions.{setting}" and fix in problem.fix for problem in caught.value.problems)


@pytest.mark.parametrize(
    "values",
    [
        {"origins": ["*"]},
        {"origins": []},
        {"origins": "https://a.example, https://b.example"},
        {"origins": (APP,), "credentials": True},
        {"origins": {"https://*.example.com"}, "credentials": True},
        {"origins": [re.compile(r"https://\w+\.example\.com")], "credentials": True},
        {"max_age": 0},
        {"max_age": None},
        {"max_age": 86_400},
        {"allow_headers": ["*"], "expose_headers": ["*"]},
        {"methods": ["GET", "PROPFIND"]},
    ],
)
def test_what_is_sound_is_taken(values: dict[str, object]) -> None:
    """Lists may be any sequence, and strings with commas."""
    assert set(values) == CorsOptions(**values).given  # type: ignore[arg-type]


def test_configuration_keys(make_app: MakeApp) -> None:
    """Every option is a key; a fault in it names the key."""
    app = make_app(config={"HARDENED_CORS_ORIGINS": f"{APP} https://b.example", "HARDENED_CORS_CREDENTIALS": "true"})
    response = app.test_client().get("/items", headers={"Origin": "https://b.example"})
    assert "true" == response.headers["Access-Control-Allow-Credentials"]
    with pytest.raises(ConfigurationError, match="HARDENED_CORS_ORIGINS"):
        make_app(config={"HARDENED_CORS_ORIGINS": "null"})


@pytest.mark.parametrize(
    ("origin", "noted"),
    [
        ("http://app.example", True),
        ("http://*.example.com", True),
        ("https://app.example", False),
        ("http://localhost:3000", False),
        ("http://127.0.0.1", False),
        ("http://*.localhost:3000", False),
    ],
)
def test_an_origin_without_encryption_is_noted(
    make_app: MakeApp, caplog: pytest.LogCaptureFixture, origin: str, noted: bool
) -> None:
    """Whoever sits on the way can speak for it; this machine's own names are no such way."""
    make_app(CorsOptions(origins=[origin])).test_client().get("/items")
    assert noted == any("Use https" in message for message in caplog.messages)

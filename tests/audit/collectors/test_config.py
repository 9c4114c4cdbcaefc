"""The configuration, and what is left of its secrets."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.middleware.proxy_fix import ProxyFix

from flask_hardened.audit.collectors.config import SECRETS, collect_config
from flask_hardened.protections.deployment.secret_key import weakness
from tests.audit.asking import hardened_app, plain_app


def test_flask_settings_are_kept_by_value() -> None:
    """All but the secret ones; of other extensions' settings, whose values may be secret, nothing is kept."""
    app = plain_app(
        SERVER_NAME="a.example", MAIL_PASSWORD="hunter2", SQLALCHEMY_DATABASE_URI="postgres://u:hunter2@h/d"
    )
    facts = collect_config(app, weakness)
    assert "a.example" == facts.values["SERVER_NAME"]
    assert set(Flask.default_config) - SECRETS == set(facts.values)
    assert "hunter2" not in repr(facts)


@given(key=st.one_of(st.text(min_size=4), st.binary(min_size=4)), fallbacks=st.lists(st.text(min_size=4), max_size=3))
def test_no_key_survives(key: str | bytes, fallbacks: list[str]) -> None:
    """Length, variety and verdict are all that can be read of a key."""
    facts = collect_config(plain_app(SECRET_KEY=key, SECRET_KEY_FALLBACKS=fallbacks), lambda value: "is a key.")
    assert (len(key), len(set(key)), "is a key.") == (
        facts.secret_key.length, facts.secret_key.variety, facts.secret_key.weakness
    )  # fmt: skip
    assert [len(fallback) for fallback in fallbacks] == [each.length for each in facts.fallbacks.keys]


@pytest.mark.parametrize(
    ("value", "is_list", "number"),
    [(None, True, 0), ([], True, 0), ("", True, 0), ("abc", False, 0), (b"abc", False, 0), (7, False, 0),
     (["a", "b"], True, 2), (("a",), True, 1), ({"a"}, True, 1)],
)  # fmt: skip
def test_fallbacks_may_be_anything(value: Any, is_list: bool, number: int) -> None:
    """What is no list is said to be none, and is not gone through."""
    facts = collect_config(plain_app(SECRET_KEY_FALLBACKS=value), weakness).fallbacks
    assert (is_list, number) == (facts.is_list, len(facts.keys))


def test_middleware_is_named_outermost_first() -> None:
    """Without our own gate; a layer around the whole app ends the list."""
    app = hardened_app()
    assert () == collect_config(app, weakness).middleware
    app.wsgi_app = ProxyFix(app.wsgi_app)
    assert ("werkzeug.middleware.proxy_fix.ProxyFix",) == collect_config(app, weakness).middleware


def test_middleware_that_runs_in_a_circle_ends() -> None:
    """A mistake in the app does not hang the audit."""
    app = plain_app()
    layer = ProxyFix(app.wsgi_app)
    layer.app = layer
    app.wsgi_app = layer
    assert {"werkzeug.middleware.proxy_fix.ProxyFix"} == set(collect_config(app, weakness).middleware)


def test_middleware_that_hides_what_is_inside_ends_the_list() -> None:
    """A function around the app tells nothing but that it is there."""
    app = plain_app()
    inner = app.wsgi_app
    app.wsgi_app = lambda environ, start_response: inner(environ, start_response)
    assert ("builtins.function",) == collect_config(app, weakness).middleware


def test_extensions_and_the_session_interface_are_named() -> None:
    """By what they registered as, and by its class."""
    app = plain_app(WTF_CSRF_ENABLED=False, WTF_CSRF_SECRET_KEY="hunter2")
    app.extensions["limiter"] = object()
    facts = collect_config(app, weakness)
    assert {"limiter"} == facts.extensions
    assert "flask.sessions.SecureCookieSessionInterface" == facts.session_interface
    assert facts.values["WTF_CSRF_ENABLED"] is False
    assert "hunter2" not in repr(facts)

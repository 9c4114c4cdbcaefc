"""FHL006: limits whose key the client chooses."""

from __future__ import annotations

import functools

import pytest
from flask import request

from flask_hardened import RateLimitOptions, limit
from flask_hardened.protections.rate_limit.rules.client_chosen_keys import client_chosen_keys
from tests.audit.asking import hardened_app, places, plain_app


def by_header() -> str | None:
    """A key as people write it."""
    return request.headers.get("X-Forwarded-For", request.remote_addr)


def by_environ() -> str:
    """The same, as WSGI spells it."""
    return str(request.environ["HTTP_X_REAL_IP"])


def by_route() -> str:
    """The same, through Werkzeug."""
    return request.access_route[0]


@functools.wraps(by_header)
def wrapped() -> str | None:
    """A function around another one."""
    return by_header()


def by_address() -> str | None:
    """What the connection says."""
    return request.remote_addr


def by_api_key() -> str | None:
    """A header that is no address."""
    return request.headers.get("X-Api-Key")


@pytest.mark.parametrize("key", [by_header, by_environ, by_route, wrapped])
def test_found_where_a_key_reads_what_proxies_say(key) -> None:
    """In a limit, and as the key of users."""
    app = hardened_app(hosts=False)
    app.add_url_rule("/", "index", limit("5 per minute", key=key)(lambda: ""))
    assert ["index"] == places(client_chosen_keys, app)
    app = hardened_app(hosts=False, rate_limit=RateLimitOptions(user_key=key))
    assert ["HARDENED_RATE_LIMIT_USER_KEY"] == places(client_chosen_keys, app)


def test_not_found_where_proxies_are_checked() -> None:
    """With the feature hosts the header holds what a trusted proxy said."""
    app = hardened_app()
    app.add_url_rule("/", "index", limit("5 per minute", key=by_header)(lambda: ""))
    assert [] == places(client_chosen_keys, app)


@pytest.mark.parametrize("key", [by_address, by_api_key, "client", None, functools.partial(str, 1)])
def test_not_found_for_other_keys(key) -> None:
    """What is no function of Python cannot be read."""
    app = hardened_app(hosts=False)
    app.add_url_rule("/", "index", limit("5 per minute", key=key)(lambda: ""))
    assert [] == places(client_chosen_keys, app)
    assert [] == places(client_chosen_keys, hardened_app(hosts=False, rate_limit=False))
    assert [] == places(client_chosen_keys, plain_app())

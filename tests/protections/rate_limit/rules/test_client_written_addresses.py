"""FHL010: limits by an address that the client writes."""

from collections.abc import Callable

import pytest
from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from flask_hardened.protections.rate_limit.rules.client_written_addresses import client_written_addresses
from tests.audit.asking import places, plain_app


@pytest.mark.parametrize(
    "key",
    [lambda: request.headers.get("X-Forwarded-For", ""), lambda: request.access_route[0],
     lambda: str([request.environ["HTTP_X_FORWARDED_FOR"] for _ in "1"])],
)  # fmt: skip
def test_found_for_headers_and_the_attribute(key: Callable[[], str]) -> None:
    """Also further in."""
    app = plain_app()
    Limiter(key, app=app, storage_uri="memory://")
    assert ["Limiter(key_func)"] == places(client_written_addresses, app)


@pytest.mark.parametrize("key", [get_remote_address, lambda: request.headers.get("X-Request-Id", "")])
def test_not_found_for_the_peer(key: Callable[[], str]) -> None:
    """Nor for other headers."""
    app = plain_app()
    Limiter(key, app=app, storage_uri="memory://")
    assert [] == places(client_written_addresses, app)

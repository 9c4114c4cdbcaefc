"""What an app is called, and who may read it."""

from __future__ import annotations

from typing import Any

import pytest

from flask_hardened import CorsOptions
from flask_hardened.audit.responses.hosts import allowed_origins, host_of, is_loopback
from tests.audit.asking import hardened_app, plain_app


@pytest.mark.parametrize(
    ("config", "host"),
    [
        ({}, "localhost"),
        ({"SERVER_NAME": "example.com:8443"}, "example.com:8443"),
        ({"TRUSTED_HOSTS": [".example.com"], "SERVER_NAME": "other.example"}, "www.example.com"),
        ({"TRUSTED_HOSTS": "example.com"}, "example.com"),
        ({"TRUSTED_HOSTS": [None, "no host", "a.example"]}, "a.example"),
    ],
)
def test_the_host_of_any_app(config: dict[str, Any], host: str) -> None:
    """As Flask's own settings name it, the first that is one."""
    assert host == host_of(plain_app(**config))


@pytest.mark.parametrize(
    ("allowed", "host"),
    [(["*"], "localhost"), (["*.example.com"], "www.example.com"), ([".example.com:*"], "www.example.com")],
)
def test_the_host_of_a_hardened_app(allowed: list[str], host: str) -> None:
    """As our options name it."""
    assert host == host_of(hardened_app({"HARDENED_HOSTS_ALLOWED": allowed}))


def test_loopback() -> None:
    """Names of this machine."""
    assert all(map(is_loopback, ["localhost", "127.0.0.1:5000", "[::1]", "app.localhost"]))
    assert not any(map(is_loopback, ["example.com", "10.0.0.1", "not a host"]))


def test_allowed_origins() -> None:
    """Those that are written out: ours, or Flask-CORS's; at most three, no patterns."""
    origins = ["https://a.example", "https://*.b.example", "https://c.example:8443"]
    app = hardened_app(cors=CorsOptions(origins=origins))
    assert ("https://a.example", "https://c.example:8443") == allowed_origins(app)
    app = plain_app(CORS_ORIGINS=["*", r"https://.*", None, *(f"https://{n}.example" for n in range(5))])
    assert ("https://0.example", "https://1.example", "https://2.example") == allowed_origins(app)
    assert ("https://a.example",) == allowed_origins(plain_app(CORS_ORIGINS="https://a.example"))
    assert () == allowed_origins(plain_app())

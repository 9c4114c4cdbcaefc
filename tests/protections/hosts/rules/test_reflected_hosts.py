"""FHH006: the host that a client claims is put into addresses."""

from __future__ import annotations

from flask import Flask, request

from flask_hardened.protections.hosts.rules.reflected_hosts import reflected_hosts
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import found_in


def slashed(**config: object) -> Flask:
    """Return an app that redirects ``/news`` to ``/news/``."""
    app = plain_app(**config)
    app.add_url_rule("/news/", "news", lambda: "news")
    return app


def test_found_for_redirects() -> None:
    """Flask makes the address with the host that was claimed."""
    (finding,) = found_in(reflected_hosts, slashed())
    assert "GET /news" in finding.message


def test_not_found_where_hosts_are_named() -> None:
    """By Flask's own setting, or ours; nor where the error page only quotes the host."""
    assert [] == found_in(reflected_hosts, slashed(TRUSTED_HOSTS=["example.com"]))
    app = hardened_app({"HARDENED_HOSTS_ALLOWED": ["example.com"]})
    app.add_url_rule("/news/", "news", lambda: "news")
    assert [] == found_in(reflected_hosts, app)
    app = hardened_app()  # in testing mode, every host is answered
    app.add_url_rule("/news/", "news", lambda: "news")
    assert [] == found_in(reflected_hosts, app)
    app = plain_app()
    app.register_error_handler(404, lambda error: (f"no page at {request.host}", 404))
    assert [] == found_in(reflected_hosts, app)

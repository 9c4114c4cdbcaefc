"""FHH007: forwarded headers are believed from anybody."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from flask_hardened.protections.hosts.rules.believed_forwarding import believed_forwarding
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import answer, found, found_in


def slashed(**config: object) -> Flask:
    """Return an app that redirects ``/news`` to ``/news/``."""
    app = plain_app(**config)
    app.add_url_rule("/news/", "news", lambda: "news")
    return app


def test_found_behind_proxy_fix() -> None:
    """It believes whoever connects."""
    app = slashed()
    app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1, x_proto=1)  # type: ignore[method-assign]
    findings = found_in(believed_forwarding, app)
    assert ["X-Forwarded-Host", "X-Forwarded-Proto"] == [finding.message.split()[0] for finding in findings]


def test_not_found_without() -> None:
    """Nor where an app redirects everything to https anyway, nor where the gate trusts nobody."""
    assert [] == found_in(believed_forwarding, slashed())
    https = ("location", "https://localhost/news/")
    upgraded = [answer(https, kind=kind, scheme="http") for kind in ("slash-plain-http", "slash-forwarded-proto")]
    assert [] == found(believed_forwarding, *upgraded)
    app = hardened_app()
    app.add_url_rule("/news/", "news", lambda: "news")
    assert [] == found_in(believed_forwarding, app)

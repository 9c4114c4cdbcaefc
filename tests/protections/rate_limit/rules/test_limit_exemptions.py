"""FHL004: routes, paths and clients that are not counted."""

from flask import Blueprint

from flask_hardened import RateLimitOptions, limit, limit_exempt
from flask_hardened.audit.finding import Severity
from flask_hardened.protections.rate_limit.rules.limit_exemptions import limit_exemptions
from tests.audit.asking import ask, hardened_app, places, plain_app


def test_found_for_routes_with_and_without_a_reason() -> None:
    """The reason is repeated; where there is none, that is said."""
    app = hardened_app()
    app.add_url_rule("/hook", "hook", limit_exempt(reason="signed webhooks")(lambda: ""))
    app.add_url_rule("/feed", "feed", limit_exempt(lambda: ""))
    said = {finding.location.endpoint: finding.message for finding in ask(limit_exemptions, app)}
    assert "The route has no limit. The reason given: signed webhooks" == said["hook"]
    assert "The route has no limit. No reason is given." == said["feed"]


def test_found_for_paths_and_clients() -> None:
    """Each entry; a network of every address is worse."""
    options = RateLimitOptions(exempt_paths=["/feed"], exempt_clients=["192.0.2.7", "0.0.0.0/0"])
    found = ask(limit_exemptions, hardened_app(rate_limit=options))
    assert [Severity.MEDIUM, Severity.INFO, Severity.INFO] == [finding.severity for finding in found]
    assert "Requests of 0.0.0.0/0 are not counted." == found[0].message


def test_not_found_where_the_view_has_a_limit_of_its_own() -> None:
    """Limits said further in than the exemption hold."""
    app = hardened_app()
    blueprint = limit_exempt(Blueprint("hooks", __name__))
    blueprint.add_url_rule("/hook", "hook", limit("30 per minute")(lambda: ""))
    app.register_blueprint(blueprint)
    app.add_url_rule("/", "index", lambda: "")
    assert [] == places(limit_exemptions, app)
    off = hardened_app(rate_limit=False)
    off.add_url_rule("/feed", "feed", limit_exempt(lambda: ""))
    assert [] == places(limit_exemptions, off)
    assert [] == places(limit_exemptions, plain_app())

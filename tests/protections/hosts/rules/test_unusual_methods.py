"""FHH005: methods that web applications do not need."""

from flask import Flask

from flask_hardened import HostsOptions
from flask_hardened.protections.hosts.rules.unusual_methods import unusual_methods
from tests.audit.asking import ask, hardened_app, places, plain_app


def with_route(app: Flask, method: str) -> Flask:
    """Return the app with a route for one method."""
    app.add_url_rule("/thing", "thing", lambda: "", methods=[method])
    return app


def test_found_in_the_option() -> None:
    """What is allowed beyond the usual methods is named."""
    app = hardened_app(hosts=HostsOptions(methods=["GET", "PROPFIND", "MKCOL"]))
    found = ask(unusual_methods, app)
    assert ["HARDENED_HOSTS_METHODS"] == [finding.location.setting for finding in found]
    assert "MKCOL, PROPFIND" in found[0].message


def test_found_on_a_route_that_nothing_guards() -> None:
    """An app that is not hardened answers TRACE where a route says so."""
    assert ["thing"] == places(unusual_methods, with_route(plain_app(), "TRACE"))
    assert ["thing"] == places(unusual_methods, with_route(hardened_app(hosts=False), "CONNECT"))


def test_not_found_for_fewer_methods_or_a_guarded_route() -> None:
    """Fewer than usual is stricter; the gate refuses TRACE whatever a route says; PROPFIND of a view is its own."""
    assert [] == places(unusual_methods, hardened_app())
    assert [] == places(unusual_methods, hardened_app(hosts=HostsOptions(methods=["GET", "HEAD"])))
    assert [] == places(unusual_methods, with_route(hardened_app(), "TRACE"))
    assert [] == places(unusual_methods, with_route(plain_app(), "PROPFIND"))

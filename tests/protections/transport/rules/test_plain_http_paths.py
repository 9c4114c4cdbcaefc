"""FHT004: paths that are served over plain HTTP."""

from flask_hardened import DeploymentOptions, TransportOptions
from flask_hardened.protections.transport.rules.plain_http_paths import plain_http_paths
from tests.audit.asking import ask, hardened_app, places


def test_found_for_each_path() -> None:
    """One finding per path; a path that covers others says so."""
    app = hardened_app(transport=TransportOptions(exempt_paths=["/time", "/legacy/"]))
    found = ask(plain_http_paths, app)
    assert ["HARDENED_TRANSPORT_EXEMPT_PATHS"] * 2 == [finding.location.setting for finding in found]
    assert {"/time is answered over plain HTTP.", "/legacy/ and everything below it is answered over plain HTTP."} == {
        finding.message for finding in found
    }


def test_not_found_for_challenges_and_health_paths() -> None:
    """Certificate authorities ask over http, and so do load balancers."""
    assert [] == places(plain_http_paths, hardened_app())
    acme = TransportOptions(exempt_paths=["/.well-known/acme-challenge/"])
    assert [] == places(plain_http_paths, hardened_app(transport=acme))
    health = DeploymentOptions(health_paths=["/ping"])
    assert [] == places(plain_http_paths, hardened_app(deployment=health))

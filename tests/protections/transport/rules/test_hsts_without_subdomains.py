"""FHT003: HSTS leaves subdomains out."""

from flask_hardened import TransportOptions
from flask_hardened.protections.transport.rules.hsts_without_subdomains import hsts_without_subdomains
from tests.audit.asking import hardened_app, places


def test_found_when_turned_off() -> None:
    """HSTS is sent, and not for subdomains."""
    app = hardened_app(transport=TransportOptions(hsts_include_subdomains=False))
    assert ["HARDENED_TRANSPORT_HSTS_INCLUDE_SUBDOMAINS"] == places(hsts_without_subdomains, app)


def test_not_found_by_default_or_without_hsts() -> None:
    """Where no HSTS is sent, subdomains are not the question."""
    assert [] == places(hsts_without_subdomains, hardened_app())
    none = TransportOptions(hsts_max_age=None, hsts_include_subdomains=False)
    assert [] == places(hsts_without_subdomains, hardened_app(transport=none))

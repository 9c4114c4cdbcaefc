"""FHH001: nobody checks the Host header."""

from flask_hardened.protections.hosts.rules.unchecked_hosts import unchecked_hosts
from tests.audit.asking import hardened_app, places, plain_app


def test_found_without_the_feature() -> None:
    """An app that is not hardened, and one whose feature is off, answer every host."""
    assert ["Hardened(app)"] == places(unchecked_hosts, plain_app())
    assert ["HARDENED_HOSTS"] == places(unchecked_hosts, hardened_app(hosts=False))
    assert ["HARDENED_HOSTS"] == places(unchecked_hosts, hardened_app({"HARDENED_HOSTS": False}))


def test_not_found_where_hosts_are_checked() -> None:
    """The feature checks, and so does Flask's own setting."""
    assert [] == places(unchecked_hosts, hardened_app())
    assert [] == places(unchecked_hosts, plain_app(TRUSTED_HOSTS=["a.example"]))
    assert [] == places(unchecked_hosts, hardened_app({"TRUSTED_HOSTS": ["a.example"]}, hosts=False))

"""FHH002: no allowed host is configured."""

import pytest

from flask_hardened import HostsOptions
from flask_hardened.protections.hosts.rules.unnamed_hosts import unnamed_hosts
from tests.audit.asking import hardened_app, places, plain_app


def test_found_when_nothing_names_a_host() -> None:
    """A hardened app without any host is reported at the option that would name one."""
    assert ["HARDENED_HOSTS_ALLOWED"] == places(unnamed_hosts, hardened_app())
    assert ["HARDENED_HOSTS_ALLOWED"] == places(unnamed_hosts, hardened_app({"TRUSTED_HOSTS": []}))


@pytest.mark.parametrize("config", [{"TRUSTED_HOSTS": ["a.example"]}, {"SERVER_NAME": "a.example"}])
def test_not_found_when_flask_knows_them(config: dict[str, object]) -> None:
    """Flask's own settings name hosts as well."""
    assert [] == places(unnamed_hosts, hardened_app(config))


def test_not_found_when_named_or_unhardened() -> None:
    """A named host is enough; without the feature another rule speaks."""
    assert [] == places(unnamed_hosts, hardened_app(hosts=HostsOptions(allowed=["a.example"])))
    assert [] == places(unnamed_hosts, hardened_app(hosts=False))
    assert [] == places(unnamed_hosts, plain_app())

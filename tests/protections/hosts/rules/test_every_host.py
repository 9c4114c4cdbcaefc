"""FHH003: ``*`` among the allowed hosts."""

import pytest

from flask_hardened import HostsOptions
from flask_hardened.protections.hosts.rules.every_host import every_host
from tests.audit.asking import hardened_app, places, plain_app


def test_found_in_the_option() -> None:
    """The star stands for every host, also beside others."""
    assert ["HARDENED_HOSTS_ALLOWED"] == places(every_host, hardened_app(hosts=HostsOptions(allowed=["*"])))
    beside = hardened_app(hosts=HostsOptions(allowed=["a.example", "*"]))
    assert ["HARDENED_HOSTS_ALLOWED"] == places(every_host, beside)


@pytest.mark.parametrize("value", [["*"], "*", ("a.example", "*")])
def test_found_in_the_setting_of_flask(value: object) -> None:
    """Flask's own list is read whether it is hardened or not."""
    assert ["TRUSTED_HOSTS"] == places(every_host, plain_app(TRUSTED_HOSTS=value))


@pytest.mark.parametrize("entry", ["*.example.com", ".example.com", "example.com:*", "example.com"])
def test_not_found_for_wildcards_in_names(entry: str) -> None:
    """A wildcard inside a name names hosts."""
    assert [] == places(every_host, hardened_app(hosts=HostsOptions(allowed=[entry])))
    assert [] == places(every_host, plain_app(TRUSTED_HOSTS=[entry]))

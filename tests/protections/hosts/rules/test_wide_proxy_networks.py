"""FHH004: forwarded headers are believed from a large part of the internet."""

import pytest

from flask_hardened import HostsOptions
from flask_hardened.protections.hosts.rules.wide_proxy_networks import wide_proxy_networks
from tests.audit.asking import ask, hardened_app, places


@pytest.mark.parametrize(
    "network",
    [
        "0.0.0.0/0",
        "128.0.0.0/1",
        "64.0.0.0/8",
        "104.0.0.0/11",
        "::/0",
        "2000::/3",
        "2600::/20",
        "8.0.0.0/6",
        "fc00::/6",
    ],
)
def test_found_for_wide_public_networks(network: str) -> None:
    """No operator of proxies has so many addresses."""
    found = ask(wide_proxy_networks, hardened_app(hosts=HostsOptions(proxies=[network])))
    assert ["HARDENED_HOSTS_PROXIES"] == [finding.location.setting for finding in found]
    assert network in found[0].message


@pytest.mark.parametrize(
    "network",
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fd00::/8", "fc00::/7", "100.64.0.0/10", "104.16.0.0/13", "3.160.0.0/12",
     "2a06:98c0::/29", "203.0.113.7", "::1", "unix"],
)  # fmt: skip
def test_not_found_for_networks_of_operators(network: str) -> None:
    """Private networks may be wide; delivery networks publish theirs; an address is an address; a socket has none."""
    assert [] == places(wide_proxy_networks, hardened_app(hosts=HostsOptions(proxies=[network])))


def test_not_found_without_proxies() -> None:
    """By default nobody is believed."""
    assert [] == places(wide_proxy_networks, hardened_app())
    assert [] == places(wide_proxy_networks, hardened_app(hosts=False))

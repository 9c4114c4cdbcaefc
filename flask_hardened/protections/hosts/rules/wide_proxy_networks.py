"""FHH004: forwarded headers are believed from a large part of the internet."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..addresses import UNIX, parse_network
from ..options import HostsOptions

LONGEST_WIDE = {4: 11, 6: 27}
"""Prefix lengths, by IP version. Content delivery networks publish /12 and /28 at most."""

OWN = tuple(
    map(
        ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8",
         "fc00::/7", "fe80::/10"),
    )
)  # fmt: skip
"""Networks that nobody on the internet can send from. ``is_private`` says more, and not the same on every Python."""


@rule(
    code="FHH004",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(348, 290),
    owasp=("A05",),
    asvs=("4.1.3",),
)
def wide_proxy_networks(snapshot: Snapshot) -> Iterator[Hit]:
    """Forwarded headers are believed from networks wider than any proxy operator's.

    ## What it does
    Reports entries of `HARDENED_HOSTS_PROXIES` that cover public addresses and are wider than /12 (IPv4) or /28 (IPv6).
    Private networks such as `10.0.0.0/8` are not reported, nor are those that content delivery networks publish.

    ## Why is this bad
    Whoever sends from such a network chooses the client address, the scheme and the host that the app sees. Limits per
    address no longer limit, and the log names somebody else.

    ## Example
    ```python
    Hardened(app, hosts=HostsOptions(proxies=["0.0.0.0/1", "128.0.0.0/1"]))
    ```

    ## Use instead
    ```python
    Hardened(app, hosts=HostsOptions(proxies=["10.0.0.0/8"]))
    ```

    ## References
    - [CWE-348: Use of Less Trusted Source](https://cwe.mitre.org/data/definitions/348.html)
    - [RFC 7239 section 8.1: Header Validity and Integrity](https://www.rfc-editor.org/rfc/rfc7239#section-8.1)
    """
    options = snapshot.options(HostsOptions)
    for entry in () if options is None else options.proxies:
        if entry == UNIX:
            continue
        network = parse_network(entry)
        if network.prefixlen <= LONGEST_WIDE[network.version] and not _is_own(network):
            yield Hit(
                message=f"{entry} holds public addresses of many owners, each of whom may say who the client is.",
                fix="Name the networks of your own proxies, such as '10.0.0.0/8', or those your provider publishes.",
                location=setting_of("hosts", "proxies"),
            )


def _is_own(network: IPv4Network | IPv6Network) -> bool:
    return any(own.version == network.version and network.subnet_of(own) for own in OWN)  # type: ignore[arg-type]

"""Which addresses are counted as one client."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.networks import network_of, parse_address


@pytest.mark.parametrize(
    ("address", "other", "together"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
        ("2001:db8:0:1::1", "2001:db8:0:ffff::9", True),
        ("2001:db8:0::1", "2001:db8:1::1", False),
        ("fe80::1%eth0", "fe80::1", True),
        ("::c000:201", "192.0.2.1", False),
        ("", "unix:", False),
    ],
)
def test_networks(address: str, other: str, together: bool) -> None:
    """A /24 and a /48 here."""
    assert together == (
        network_of(address, ipv4_prefix=24, ipv6_prefix=48) == network_of(other, ipv4_prefix=24, ipv6_prefix=48)
    )


@given(st.text())
def test_no_text_raises(address: str) -> None:
    """A server may say anything; what is no address is a client of its own."""
    found = network_of(address, ipv4_prefix=24, ipv6_prefix=48)
    assert (parse_address(address) is None) == found.startswith("?/")

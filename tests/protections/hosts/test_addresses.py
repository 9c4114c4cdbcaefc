"""Addresses as servers and proxies write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.hosts.addresses import normal_address, parse_network


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7\t", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ('"192.0.2.7:4711"', "192.0.2.7"),
        ("192.0.2.7:_port", "192.0.2.7"),
        ("2001:DB8::0:7", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ('"[2001:db8::7]:4711"', "2001:db8::7"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%25eth0]:80", "fe80::1"),
        ("[fe80::1%eth0]:80", "fe80::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("[::ffff:c000:207]", "192.0.2.7"),
        *(
            (text, None)
            for text in ("", "unknown", "_hidden", "_SEVKISEK", '"_x"', "proxy.example", "192.0.2", "192.0.2.7.")
        ),
        *(
            (text, None)
            for text in ("192.0.2.07", "192.0.2.256", "3221225991", "192.0.2.7:", "192.0.2.7:x", "192.0.2.7:123456")
        ),
        *(
            (text, None)
            for text in ("[2001:db8::7", "2001:db8::7]", "2001:db8::g", "fe80::1%", '"192.0.2.7', "１92.0.2.7")
        ),
        *(
            (text, None)
            for text in (
                "192.0.2.7 evil",
                "192.0.2.7\n",
                "192.0.2.7\r\nX: y",
                "192.0.2.7%eth0",
                "[192.0.2.7]",
                "abcd",
                "1" * 5000,
            )
        ),
    ],
)
def test_normal_address(text, expected):
    """An address has one spelling, whoever wrote it; what is none is None."""
    assert expected == normal_address(text)


@given(st.text(max_size=60) | st.from_regex(r"[0-9a-fA-F:.\[\]%\"_]{1,40}", fullmatch=True))
def test_normal_address_never_raises(text):
    """Whatever a header holds, there is an address or None, and the address is read as itself."""
    address = normal_address(text)
    if address is not None:
        assert address == normal_address(address)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("192.0.2.1", "192.0.2.1/32"), ("2001:db8::/32", "2001:db8::/32"), ("::ffff:10.0.0.0/104", "10.0.0.0/8")],
)
def test_parse_network(text, expected):
    """An address is a network of one, and IPv4 mapped into IPv6 is IPv4."""
    assert expected == str(parse_network(text))

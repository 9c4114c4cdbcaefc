"""Who is counted together."""

from __future__ import annotations

import pytest
from flask import request
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.rate_limit.clients import Clients
from flask_hardened.protections.rate_limit.options import RateLimitOptions
from tests.protections.rate_limit.conftest import come_from, make_app, statuses


def clients(**options: object) -> Clients:
    """Return clients whose keys show what they are made of."""
    return Clients(RateLimitOptions(**options), lambda *parts: "|".join(parts))


SAME = [
    ("192.0.2.1", "::ffff:192.0.2.1"),
    ("192.0.2.1", "::FFFF:C000:0201"),
    ("2001:db8::1", "2001:DB8:0:0:ffff::9"),
    ("2001:db8::1", "2001:db8:0:0::2"),
    ("fe80::1%eth0", "fe80::2%eth1"),
]
OTHER = [
    ("192.0.2.1", "192.0.2.2"),
    ("2001:db8::1", "2001:db8:0:1::1"),
    ("0.0.0.1", "::1"),
    ("", "127.0.0.1"),
    ("unix:a", "unix:b"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_one_client(one: str, two: str) -> None:
    """Two spellings of an address, and two addresses of one /64."""
    assert clients().group(one) == clients().group(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_two_clients(one: str, two: str) -> None:
    """Their neighbours."""
    assert clients().group(one) != clients().group(two)


def test_the_prefixes_are_options() -> None:
    """Larger networks count together, smaller ones apart."""
    wide = clients(ipv4_prefix=24, ipv6_prefix=48)
    assert wide.group("192.0.2.1") == wide.group("192.0.2.200") != wide.group("192.0.3.1")
    assert wide.group("2001:db8::1") == wide.group("2001:db8:0:ffff::1") != wide.group("2001:db8:1::1")
    narrow = clients(ipv6_prefix=128)
    assert narrow.group("2001:db8::1") != narrow.group("2001:db8::2")


@given(st.text(max_size=300))
def test_any_address_has_a_short_group(address: str) -> None:
    """Whatever a server calls the client, there is a bounded key for it."""
    assert 0 < len(clients().group(address)) <= 202


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_slash_64_is_one_client(address: object, rest: int) -> None:
    """All 2^64 addresses of a customer are one client, except for IPv4 in disguise."""
    number = int(address)  # type: ignore[call-overload]
    if number >> 32 != 0xFFFF and rest >> 32 != 0xFFFF:
        other = type(address)((number >> 64 << 64) | rest)  # type: ignore[call-arg]
        assert clients().group(str(address)) == clients().group(str(other))


def test_a_rotating_client_is_limited() -> None:
    """A hundred addresses of one /64 have one limit."""
    client = make_app(default="10 per minute").test_client()
    found = [statuses(client, 1, **come_from(f"2001:db8::{number:x}"))[0] for number in range(1, 101)]
    assert [200] * 10 + [429] * 90 == found


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP"])
def test_a_spoofed_header_is_no_other_client(header: str) -> None:
    """Nobody but a trusted proxy names the client."""
    client = make_app(default="10 per minute").test_client()
    found = []
    for number in range(20):
        value = f"for=10.0.0.{number}" if header == "Forwarded" else f"10.0.0.{number}"
        found += statuses(client, 1, headers={header: value}, **come_from("203.0.113.9"))
    assert [200] * 10 + [429] * 10 == found


def test_behind_a_trusted_proxy_each_client_is_limited() -> None:
    """The proxy names the client, not itself; what the client claimed before it counts for nothing."""
    app = make_app(default="2 per minute", config={"HARDENED_HOSTS_PROXIES": ["10.0.0.0/8"]})
    app.add_url_rule("/address", "address", lambda: request.remote_addr)
    client = app.test_client()

    def through(claimed: str) -> dict[str, object]:
        return {"headers": {"X-Forwarded-For": claimed}, **come_from("10.0.0.1")}

    assert [200, 200, 429] == statuses(client, 3, **through("198.51.100.1"))
    assert [429] == statuses(client, 1, **through("1.1.1.1, 198.51.100.1"))
    assert [200, 200, 429] == statuses(client, 3, **through("198.51.100.2"))

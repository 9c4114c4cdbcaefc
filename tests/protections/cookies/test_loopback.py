"""Which hosts are this very machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.cookies.loopback import is_loopback


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "localhost:5000", "LOCALHOST", "localhost.", "shop.localhost", "a.b.localhost:80"),
        *("127.0.0.1", "127.0.0.1:8000", "127.1.2.3", "127.255.255.255", "[::1]", "[::1]:5000", "[0:0:0:0:0:0:0:1]"),
    ],
)
def test_loopback_hosts(host):
    """Localhost, names below it and the loopback addresses, with or without a port."""
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        *("", "localhost.example", "notlocalhost", "localhost@evil.example", "evil.example#localhost", "local-host"),
        *("127.0.0.1.evil.example", "128.0.0.1", "127.0.0", "0127.0.0.1", "127.0.0.1:x", "0.0.0.0", "127.1"),
        *(
            "::1",
            "[::1",
            "[::1]x",
            "[::1]:x",
            "[::2]",
            "[::ffff:127.0.0.1]",
            "[::1%eth0]",
            "[127.0.0.1]",
            "[localhost]",
        ),
        *(
            ".localhost",
            "-.localhost",
            "localhost..",
            "localhost:5000:1",
            " localhost",
            "localhost\n",
            "ｌocalhost",
            "localhost/",
        ),
        "a." * 200 + "localhost",
    ],
)
def test_near_misses(host):
    """Whatever only looks like it is somebody else."""
    assert not is_loopback(host)


@given(st.text(max_size=40))
def test_any_text(host):
    """No text makes it raise."""
    assert is_loopback(host) in (True, False)

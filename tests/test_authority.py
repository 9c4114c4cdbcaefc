"""Reading the host and port of a request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.authority import Authority, parse_authority


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("example.com", "example.com"),
        ("GOOD.Example", "good.example"),
        ("example.com.", "example.com"),
        ("example.com.:8080", "example.com:8080"),
        ("dev_box:5000", "dev_box:5000"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("127.0.0.1:80", "127.0.0.1:80"),
        ("127.0.0.1.", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("[2001:DB8:0:0::1]:65535", "[2001:db8::1]:65535"),
        ("[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
        ("1.2.3.4.example", "1.2.3.4.example"),
        ("0xg", "0xg"),
        ("a" * 63 + ".example", "a" * 63 + ".example"),
    ],
)
def test_well_formed(text, normal):
    """A plain host and port is read and brought to one spelling, whose spelling is itself."""
    assert normal == str(parse_authority(text))
    assert normal == str(parse_authority(normal))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", "..", "a..b", ".a", "a..", "a b", "a\tb", " a", "a ", "a\n", "a\r\nX: y", "a\0"),
        *("a,b", "good.example, evil.example", "user@good.example", "good.example@evil", "a/b", "a\\b", "a?b", "a#b"),
        *("a%2eb", "bücher.example", "ａ.example", "a:", "a:0", "a:080", "a:65536", "a:1e3", "a:-1", "a:１", "a:1:2"),
        *("::1", "[::1", "::1]", "[]", "[1.2.3.4]", "[::1%eth0]", "[::1]]", "[v1.x]", "[:::]", "[::1]:x"),
        *("127.1", "127.0.0.01", "1.2.3.4.5", "256.1.1.1", "0x7f.1", "0x7f000001", "2130706433", "example.1", "a.0x"),
        *("a" * 64, "a." * 130 + "a", "*", "*.example.com"),
    ],
)
def test_malformed(text):
    """Anything that two programs could read differently is no authority."""
    assert None is parse_authority(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("localhost", True), ("a.localhost", True), ("127.0.0.1", True), ("127.255.0.3:80", True), ("[::1]:1", True)),
        *(("localhost.example", False), ("notlocalhost", False), ("127.0.0.1.example", False), ("128.0.0.1", False)),
        *(("[::2]", False), ("0.0.0.0", False), ("[::ffff:127.0.0.1]", False), ("127.example", False)),
    ],
)
def test_loopback(text, expected):
    """Only names that cannot mean another machine are loopback names."""
    authority = parse_authority(text)
    assert authority is not None
    assert expected is authority.is_loopback


@pytest.mark.parametrize(
    ("port", "scheme", "left"),
    [
        (80, "http", None),
        (443, "https", None),
        (443, "wss", None),
        (443, "http", 443),
        (80, "https", 80),
        (8080, "http", 8080),
    ],
)
def test_default_ports(port, scheme, left):
    """The port that the scheme implies is left out, no other."""
    assert Authority("a", left) == Authority("a", port).without_default_port(scheme)


@given(st.text(max_size=40) | st.from_regex(r"[\[\]a-z0-9.:_-]{1,30}", fullmatch=True))
def test_never_raises_and_is_stable(text):
    """Whatever comes, it is refused or has a normal form of harmless ASCII, which is read as itself."""
    authority = parse_authority(text)
    if authority is not None:
        assert set(str(authority)) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-_[]:")
        assert authority == parse_authority(str(authority))

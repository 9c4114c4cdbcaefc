"""Reading the Forwarded header from its right end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.hosts.forwarded_header import elements_from_right


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("for=192.0.2.43", [{"for": "192.0.2.43"}]),
        ('For="[2001:db8:cafe::17]:4711"', [{"for": "[2001:db8:cafe::17]:4711"}]),
        ("for=192.0.2.60;proto=http;by=203.0.113.43", [{"for": "192.0.2.60", "proto": "http", "by": "203.0.113.43"}]),
        ("for=192.0.2.43, for=198.51.100.17", [{"for": "198.51.100.17"}, {"for": "192.0.2.43"}]),
        ("for=192.0.2.43:80;host=a:81", [{"for": "192.0.2.43:80", "host": "a:81"}]),
        ("for=1.2.3.4 ; proto=https;", [{"for": "1.2.3.4", "proto": "https"}]),
        (r'for="a\"b"', [{"for": 'a"b'}]),
        ('host="a,b";for=c, for=d', [{"for": "d"}, {"host": "a,b", "for": "c"}]),
        ("", [{}]),
        ("for=a,,for=b", [{"for": "b"}, {}, {"for": "a"}]),
        ("for=a;for=b", [None]),
        ("for=a b", [None]),
        ('for="a', [None]),
        ("for", [None]),
        ("for=", [None]),
        ("=a", [None]),
        ('host="' + "," * 8 + '"', [{"host": "," * 8}]),
        ('host="' + "," * 9 + '"', [None]),
        ("for=a, for=b;", [{"for": "b"}, {"for": "a"}]),
    ],
)
def test_elements(value, expected):
    """The examples of RFC 7239 and their near misses; reading stops at what cannot be read."""
    assert expected == list(elements_from_right(value))


@pytest.mark.parametrize("opened", ['for="', 'for=";host=', '"', 'for=1.2.3.4;x="\\'])
def test_an_opened_quote_swallows_nothing(opened):
    """A client that opens a quoted string cannot hide what the proxy appended behind it."""
    assert {"for": "198.51.100.17", "proto": "https"} == next(
        elements_from_right(f"{opened}, for=198.51.100.17;proto=https")
    )


@given(host=st.text('abc,;="\\ ', max_size=30))
def test_a_quoted_value_is_one_value(host):
    """Whatever a proxy quotes, as a client's Host, adds no element of its own."""
    quoted = host.replace("\\", "\\\\").replace('"', '\\"')
    first = next(elements_from_right(f'for=1.2.3.4, for=198.51.100.17;host="{quoted}"'))
    assert first in (None, {"for": "198.51.100.17", "host": host})


@given(st.text(max_size=80) | st.text('for=;,"\\ 1.:[]', max_size=80))
def test_never_raises(value):
    """Whatever the header holds, reading it ends."""
    elements = list(elements_from_right(value))
    assert None not in elements[:-1]

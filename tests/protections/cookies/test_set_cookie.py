"""A Set-Cookie header is brought up to the floor, and otherwise left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import dump_cookie

from flask_hardened.protections.cookies.set_cookie import (
    STRENGTH,
    Floor,
    is_cookie_name,
    name_of,
    size_of,
    strengthen,
    with_prefix_rules,
    without_secure,
)

LAX = Floor(secure=True, httponly=True, samesite="Lax")
STRICT = Floor(secure=True, httponly=True, samesite="Strict")
NONE = Floor(secure=True, httponly=False, samesite="None")
NOTHING = Floor(secure=False, httponly=False, samesite="None")
HOST = Floor(secure=True, httponly=True, samesite="Lax", host_only=True)


@pytest.mark.parametrize(
    ("attributes", "floor", "expected"),
    [
        # nothing there
        ("", LAX, "; Secure; HttpOnly; SameSite=Lax"),
        ("", STRICT, "; Secure; HttpOnly; SameSite=Strict"),
        ("", NONE, "; Secure; SameSite=None"),
        ("; Path=/", LAX, "; Path=/; Secure; HttpOnly; SameSite=Lax"),
        (";", LAX, ";; Secure; HttpOnly; SameSite=Lax"),
        # strong enough: not a byte is changed
        ("; Secure; HttpOnly; SameSite=Lax", LAX, "; Secure; HttpOnly; SameSite=Lax"),
        ("; Secure; HttpOnly; SameSite=Strict", LAX, "; Secure; HttpOnly; SameSite=Strict"),
        (";secure;HTTPONLY;samesite=lax", LAX, ";secure;HTTPONLY;samesite=lax"),
        ("; Secure=no ; HttpOnly= ; SameSite = STRICT", LAX, "; Secure=no ; HttpOnly= ; SameSite = STRICT"),
        ("; SameSite=None", NOTHING, "; SameSite=None"),
        # too weak
        ("; Secure; HttpOnly; SameSite=None", LAX, "; Secure; HttpOnly; SameSite=Lax"),
        ("; SameSite=Lax; Secure; HttpOnly", STRICT, "; SameSite=Strict; Secure; HttpOnly"),
        ("; Secure; HttpOnly; SameSite=", LAX, "; Secure; HttpOnly; SameSite=Lax"),
        ("; Secure; HttpOnly; SameSite", LAX, "; Secure; HttpOnly; SameSite=Lax"),
        ("; Secure; HttpOnly; SameSite=Laxx", LAX, "; Secure; HttpOnly; SameSite=Lax"),
        ("; Secure; HttpOnly; SameSite=None; Partitioned", LAX, "; Secure; HttpOnly; SameSite=Lax; Partitioned"),
        ("; SameSite=None; Partitioned; Secure", NONE, "; SameSite=None; Partitioned; Secure"),
        # several that contradict each other: the last one counts
        ("; SameSite=None; SameSite=Strict; Secure; HttpOnly", LAX, "; SameSite=Strict; Secure; HttpOnly"),
        ("; SameSite=Strict; Secure; HttpOnly; SameSite=None", LAX, "; SameSite=Lax; Secure; HttpOnly"),
        ("; SameSite=Strict; SameSite=Lax; Secure; HttpOnly", LAX, "; SameSite=Strict; SameSite=Lax; Secure; HttpOnly"),
        # not the attribute, though it looks like it
        ("; Insecure; NotHttpOnly", LAX, "; Insecure; NotHttpOnly; Secure; HttpOnly; SameSite=Lax"),
        ("; Path=/Secure; Comment=HttpOnly", LAX, "; Path=/Secure; Comment=HttpOnly; Secure; HttpOnly; SameSite=Lax"),
        (f"; Secure={'x' * 1025}; HttpOnly", LAX, f"; Secure={'x' * 1025}; HttpOnly; Secure; SameSite=Lax"),
        ("; Secure\u00a0", NONE, "; Secure\u00a0; Secure; SameSite=None"),
        # prefixes
        ("; Path=/", HOST, "; Path=/; Secure; HttpOnly; SameSite=Lax"),
        ("; Path=/x; Secure; HttpOnly; SameSite=Lax", HOST, "; Secure; HttpOnly; SameSite=Lax; Path=/"),
        ("; Secure; HttpOnly; SameSite=Lax", HOST, "; Secure; HttpOnly; SameSite=Lax; Path=/"),
        (
            "; domain=x.example; path=/; Secure; HttpOnly; SameSite=Lax",
            HOST,
            "; Secure; HttpOnly; SameSite=Lax; Path=/",
        ),
        ("; Path=/; Path=/x; Secure; HttpOnly; SameSite=Lax", HOST, "; Secure; HttpOnly; SameSite=Lax; Path=/"),
        (
            "; Domain=; Path=/; Secure; HttpOnly; SameSite=Lax",
            HOST,
            "; Domain=; Path=/; Secure; HttpOnly; SameSite=Lax",
        ),
    ],
)
def test_strengthen(attributes, floor, expected):
    """What is missing is added at the end, what is too weak is replaced in its place, the rest stays byte for byte."""
    assert expected == strengthen(attributes, floor)[0]
    assert expected == strengthen(expected, floor)[0]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", ("Secure", "HttpOnly", "SameSite=Lax")),
        ("; Secure; HttpOnly; SameSite=Lax", ()),
        ("; Secure; HttpOnly; SameSite=None", ("SameSite=Lax",)),
    ],
)
def test_changes_are_named(attributes, expected):
    """The note to the developer says what was added."""
    assert expected == strengthen(attributes, LAX)[1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("__Host-x", Floor(secure=True, httponly=False, samesite="None", host_only=True)),
        ("__HOST-x", Floor(secure=True, httponly=False, samesite="None", host_only=True)),
        ("__Secure-x", Floor(secure=True, httponly=False, samesite="None")),
        ("__Http-x", Floor(secure=True, httponly=True, samesite="None")),
        ("__Host-Http-x", Floor(secure=True, httponly=True, samesite="None", host_only=True)),
        ("__Hostx", NOTHING),
        ("_Host-x", NOTHING),
        ("x__Host-", NOTHING),
        ("", NOTHING),
    ],
)
def test_prefix_rules(name, expected):
    """A prefix demands what browsers demand of it; what only looks like one demands nothing."""
    assert expected == with_prefix_rules(name, NOTHING)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("a=b; Path=/", "a"),
        (" a =b", "a"),
        ("a=b=c", "a"),
        ("=b", ""),
        ("b", ""),
        ("b; Path=/", ""),
        ("", ""),
        ('a="b;c"', "a"),
    ],
)
def test_name_of(header, expected):
    """The name is what browsers read."""
    assert expected == name_of(header)


@pytest.mark.parametrize(("pair", "expected"), [("a=b", 2), (" a = b ", 2), ("abc", 3), ("=abc", 3), ('a="b c"', 6)])
def test_size_of(pair, expected):
    """Name and value count, as bytes; the sign between them and space around them do not."""
    assert expected == size_of(pair)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a", True),
        ("__Host-a", True),
        ("", False),
        ("a b", False),
        ("a=", False),
        ("a;", False),
        ("ä", False),
        ("a\n", False),
    ],
)
def test_is_cookie_name(name, expected):
    """A name is a token."""
    assert expected is is_cookie_name(name)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("; Secure; Path=/", "; Path=/"),
        ("; Path=/; secure", "; Path=/"),
        ("; Path=/Secure", "; Path=/Secure"),
        ("", ""),
    ],
)
def test_without_secure(attributes, expected):
    """Only the attribute itself is taken away."""
    assert expected == without_secure(attributes)


def parse(header: str) -> tuple[str, list[tuple[str, str]]]:
    """Read a header as RFC 6265bis section 5.6 says, in the simplest words."""
    pair, *rest = header.split(";")
    read = []
    for attribute in rest:
        name, _, value = attribute.partition("=")
        if len(value.strip(" \t")) <= 1024:
            read.append((name.strip(" \t").lower(), value.strip(" \t")))
    return pair, read


floors = st.builds(
    Floor,
    secure=st.booleans(),
    httponly=st.booleans(),
    samesite=st.sampled_from(["None", "Lax", "Strict"]),
)


def assert_holds(header: str, floor: Floor) -> None:
    pair, before = parse(header)
    cut = len(pair)
    strengthened = pair + strengthen(header[cut:], floor)[0]
    pair_after, after = parse(strengthened)
    guarded = {"secure", "httponly", "samesite"}
    assert pair == pair_after
    assert [item for item in before if item[0] not in guarded] == [item for item in after if item[0] not in guarded]
    names = [name for name, _ in after]
    assert "secure" in names or not floor.secure
    assert "httponly" in names or not floor.httponly
    assert {"secure", "httponly"} & {name for name, _ in before} <= set(names)
    last = [value.lower() for name, value in after if name == "samesite"][-1]
    assert STRENGTH[last] >= STRENGTH[floor.samesite.lower()]
    given = [value.lower() for name, value in before if name == "samesite"]
    if given:
        assert STRENGTH[last] >= STRENGTH.get(given[-1], 0)
    assert strengthened == pair + strengthen(strengthened[cut:], floor)[0]


@given(
    value=st.text(max_size=50),
    max_age=st.one_of(st.none(), st.integers(-1, 10**9)),
    expires=st.one_of(st.none(), st.integers(0, 2 * 10**9)),
    path=st.one_of(st.none(), st.just("/"), st.text(max_size=20)),
    domain=st.one_of(st.none(), st.sampled_from(["example.com", ".example.com"])),
    secure=st.booleans(),
    httponly=st.booleans(),
    samesite=st.one_of(st.none(), st.sampled_from(["Lax", "strict", "NONE"])),
    partitioned=st.booleans(),
    floor=floors,
)
def test_whatever_werkzeug_writes(floor, **cookie):
    """Name, value and the other attributes stay, the floor holds, nothing is weakened, and twice is once."""
    value = cookie.pop("value")
    if cookie["max_age"] is not None:
        cookie["sync_expires"] = False
    assert_holds(dump_cookie("name", value, **cookie), floor)


@given(header=st.text(alphabet='a=;, \t"\\SecureHttpOnlySameSiteLaxNonePathDomain/é', max_size=80), floor=floors)
def test_whatever_a_hand_writes(header, floor):
    """The same of any text."""
    assert_holds(header, floor)

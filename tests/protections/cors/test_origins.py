"""Origins: what a header says, what an entry allows, and what looks like it but is another site."""

from __future__ import annotations

import re

import pytest

from flask_hardened.protections.cors.origins import OriginList, parse_entry, read_origin

LISTED = OriginList(
    [
        "https://app.example.com",
        "https://*.wild.example",
        "http://localhost:3000",
        "https://alt.example:8443",
        "https://bücher.example",
        "http://[::1]:8080",
        "http://192.0.2.7",
        "capacitor://localhost",
        "http://*.localhost:5173",
        r"re:https://pr-\d+\.preview\.example",
        re.compile(r"https://(shop|blog)\.compiled\.example"),
    ]
)

ALLOWED = {
    "https://app.example.com": "https://app.example.com",
    "https://app.example.com:443": "https://app.example.com",
    "HTTPS://APP.EXAMPLE.COM": "https://app.example.com",
    "https://App.Example.com": "https://app.example.com",
    "https://a.wild.example": "https://a.wild.example",
    "https://a.b.c.wild.example": "https://a.b.c.wild.example",
    "https://A.WILD.example": "https://a.wild.example",
    "https://xn--bcher-kva.wild.example": "https://xn--bcher-kva.wild.example",
    "https://a_b.wild.example": "https://a_b.wild.example",
    "http://localhost:3000": "http://localhost:3000",
    "https://alt.example:8443": "https://alt.example:8443",
    "https://xn--bcher-kva.example": "https://xn--bcher-kva.example",
    "http://[::1]:8080": "http://[::1]:8080",
    "http://[0:0:0:0:0:0:0:1]:8080": "http://[::1]:8080",
    "http://192.0.2.7": "http://192.0.2.7",
    "http://192.0.2.7:80": "http://192.0.2.7",
    "capacitor://localhost": "capacitor://localhost",
    "http://shop.localhost:5173": "http://shop.localhost:5173",
    "https://pr-7.preview.example": "https://pr-7.preview.example",
    "https://PR-12.preview.example": "https://pr-12.preview.example",
    "https://shop.compiled.example": "https://shop.compiled.example",
}

REFUSED = [
    # no origin at all
    "",
    " ",
    "*",
    "null",
    "NULL",
    "undefined",
    "app.example.com",
    "//app.example.com",
    "https:app.example.com",
    "https:/app.example.com",
    "https://",
    "://app.example.com",
    "https",
    # schemes without an origin, and other schemes
    "file://",
    "file:///etc/passwd",
    "file://app.example.com",
    "data://app.example.com",
    "blob:https://app.example.com",
    "about:blank",
    "javascript://app.example.com",
    "http://app.example.com",
    "ws://app.example.com",
    "capacitor://localhost:3000",
    "ionic://localhost",
    # more than an origin
    "https://app.example.com/",
    "https://app.example.com/path",
    "https://app.example.com?",
    "https://app.example.com#",
    "https://app.example.com https://evil.example",
    "https://app.example.com, https://evil.example",
    "https://app.example.com,https://app.example.com",
    # user information
    "https://app.example.com@evil.example",
    "https://evil.example@app.example.com",
    "https://user:password@app.example.com",
    "https://@app.example.com",
    # prefixes and suffixes
    "https://app.example.com.evil.example",
    "https://evil.example/.app.example.com",
    "https://evilapp.example.com",
    "https://evil-app.example.com",
    "https://app.example.como",
    "https://app.example.co",
    "https://x.app.example.com",
    "https://example.com",
    "https://appxexample.com",
    # around the wildcard
    "https://wild.example",
    "https://.wild.example",
    "https://a..wild.example",
    "https://evilwild.example",
    "https://a.wild.example.evil.example",
    "https://a.wild.example:8443",
    "http://a.wild.example",
    "https://*.wild.example",
    "https://-.evil.example",
    "https://evil.example#.wild.example",
    "https://evil.example?.wild.example",
    "https://evil.example/.wild.example",
    "https://evil.example\\.wild.example",
    "https://evil.example%2f.wild.example",
    "https://evil.example%00.wild.example",
    "https://evil.example&.wild.example",
    "https://evil.example`.wild.example",
    "https://evil.example{.wild.example",
    "https://evil.example\x00.wild.example",
    "https://evil.example\t.wild.example",
    "https://evil.example:443.wild.example",
    "http://localhost:5173",
    # ports
    "http://localhost",
    "http://localhost:30000",
    "http://localhost:300",
    "http://localhost:03000",
    "http://localhost:3000:3000",
    "https://alt.example",
    "https://alt.example:8444",
    "https://app.example.com:",
    "https://app.example.com:0",
    "https://app.example.com:65979",
    "https://app.example.com:443x",
    "https://app.example.com:-1",
    "https://app.example.com:80",
    # dots, white space, line breaks
    "https://app.example.com.",
    "https://app.example.com.:443",
    "https://app.example.com..",
    "https://app..example.com",
    " https://app.example.com",
    "https://app.example.com ",
    "\thttps://app.example.com",
    "https://app.example.com\n",
    "https://app.example.com\r\nSet-Cookie: a=b",
    "https://a.wild.example\r\nX: y",
    "https://app.example.com\x00",
    # other letters
    "https://bücher.example",
    "https://b\xc3\xbccher.example",
    "https://xn--bcher-kva.example.",
    "https://аpp.example.com",
    "https://app。example。com",
    "https://app.example.com\uff0f",
    "https://ａpp.example.com",
    "https://a\u200b.wild.example",
    # addresses
    "http://[::1]",
    "http://[::1]:8081",
    "http://::1:8080",
    "http://[::1%25lo]:8080",
    "http://[::ffff:192.0.2.7]",
    "http://3221225991",
    "http://0xC0000207",
    "http://192.0.2.07",
    "http://192.0.519",
    # around the expressions
    "https://pr-.preview.example",
    "https://pr-7.preview.example.evil.example",
    "https://xpr-7.preview.example",
    "https://pr-7xpreview.example",
    "https://pr-7.preview.example:444",
    "https://news.compiled.example",
    "https://shop.compiled.example.evil.example",
    "x" * 300,
    "https://" + "a." * 200 + "wild.example",
]


@pytest.mark.parametrize(("header", "normal"), ALLOWED.items())
def test_what_is_listed_is_found_in_its_normal_form(header: str, normal: str) -> None:
    """Case and the scheme's own port do not matter."""
    assert normal == LISTED.find(header)


@pytest.mark.parametrize("header", REFUSED)
def test_what_only_looks_listed_is_not_found(header: str) -> None:
    """Not a prefix, not a suffix, no other port or scheme, nothing malformed."""
    assert None is LISTED.find(header)


def test_the_table_is_long_enough() -> None:
    """There are at least eighty cases."""
    assert len(ALLOWED) + len(set(REFUSED)) >= 80


@pytest.mark.parametrize(
    ("entry", "fix"),
    [
        ("null", "Name real origins."),
        ("NULL", "Name real origins."),
        ("app.example.com", "Write 'https://app.example.com'."),
        ("https://app.example.com/", "Write 'https://app.example.com'."),
        ("https://app.example.com/path?x=1", "Write 'https://app.example.com'."),
        ("https://app.example.com.", "Leave the last dot out."),
        ("https://user@app.example.com", "Write an origin"),
        ("https://app.example.com:0", "Write an origin"),
        ("https://app.example.com:99999", "Write an origin"),
        ("http://localhost:*", "Write an origin"),
        ("https://app.*.example.com", "Write an origin"),
        ("https://*example.com", "Write an origin"),
        ("https://*", "Write an origin"),
        ("*.example.com", "Write an origin"),
        ("https://*.com", "Write the domain"),
        ("https://*.github.io", "one by one"),
        ("https://*.co.uk", "one by one"),
        ("https://*.192.0.2.1", "Write 'https://192.0.2.1'."),
        ("https://*.[::1]", "Write 'https://[::1]'."),
        ("file://", "Write an origin"),
        ("file://localhost", "Write an origin"),
        ("https://straße.example", "Write its 'xn--' form."),
        ("https://app.example.com\nX-Injected: 1", "Write 'https://app.example.com'."),
        ("https://app.example.com\\@evil.example", "Write an origin"),
        ("", "Write an origin"),
    ],
)
def test_an_entry_that_is_no_origin_is_refused_with_a_fix(entry: str, fix: str) -> None:
    """Its author is told what to write."""
    with pytest.raises(ValueError) as caught:
        parse_entry(entry)
    assert fix in caught.value.args[1]


@pytest.mark.parametrize("entry", ["https://me.github.io", "https://*.me.github.io", "https://*.shop.co.uk"])
def test_names_on_shared_domains_are_taken(entry: str) -> None:
    """One customer's name, and what lies below it."""
    assert parse_entry(entry)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("https://a.example:443", "https://a.example"),
        ("http://a.example:80", "http://a.example"),
        ("http://a.example:443", "http://a.example:443"),
        ("HTTP://LOCALHOST:3000", "http://localhost:3000"),
        ("chrome-extension://abcdefghijklmnop", "chrome-extension://abcdefghijklmnop"),
    ],
)
def test_origins_have_one_spelling(text: str, normal: str) -> None:
    """It is the one that browsers send."""
    assert normal == str(read_origin(text))


def test_any_is_told_apart() -> None:
    """``*`` is not looked up as an origin."""
    assert (True, None) == (OriginList(["*"]).any, OriginList(["*"]).find("*"))

"""URLs are read as browsers read them: judged against ada, the parser of Node.js, and by the standard's own cases."""

from __future__ import annotations

import time

import ada_url
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flask_hardened.url_hosts import folded, parse_host
from flask_hardened.urls import SPECIAL, Destination, destination, is_safe_url, scheme_of
from tests.hostile_urls import hostile_urls

PAGES = ["https://shop.example/a/b?c", "http://shop.example:8080/a/b?c", "https://[::1]/"]


def by_ada(text: str, page: str) -> tuple[str, str, str] | None:
    """Return scheme, host and port that ada reads, or None where it refuses."""
    try:
        url = ada_url.URL(text, base=page)
    except ValueError:
        return None
    scheme = url.protocol[:-1]
    return (scheme, url.hostname, url.port) if scheme in SPECIAL else (scheme, "", "")


def by_us(text: str, page: str) -> tuple[str, str, str] | None:
    """Return the same of what we read."""
    found = destination(text, destination(page))
    if found is None:
        return None
    return found.scheme, found.host, "" if found.port is None else str(found.port)


@settings(max_examples=3500)
@given(hostile_urls(), st.sampled_from(PAGES))
def test_reads_what_ada_reads(text: str, page: str) -> None:
    """The same scheme, host and port; nothing where ada reads nothing, but for names with A-labels or beyond ASCII.

    These are read generously: the result is another host than any plain one, or is marked as inexact.
    """
    theirs, ours = by_ada(text, page), by_us(text, page)
    if theirs is None:
        found = destination(text, destination(page))
        assert found is None or not found.exact or "xn--" in found.host or found.scheme not in SPECIAL
    else:
        assert theirs == ours


@settings(max_examples=1500)
@given(st.text(max_size=40), st.sampled_from(PAGES))
def test_any_text_is_read_or_refused(text: str, page: str) -> None:
    """No text raises; where ada and we both read a plain host, it is the same."""
    found = destination(text, destination(page))
    theirs = None if any("\ud800" <= character <= "\udfff" for character in text) else by_ada(text, page)
    if theirs is not None and found is not None and found.exact:
        assert theirs == by_us(text, page)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("//evil.example", "https://evil.example"),
        (r"\\evil.example", "https://evil.example"),
        (r"/\evil.example", "https://evil.example"),
        ("/\t/evil.example", "https://evil.example"),
        ("///evil.example", "https://evil.example"),
        ("http:evil.example", "http://evil.example"),
        ("https:/evil.example", "https://shop.example"),
        ("https:evil.example", "https://shop.example"),
        ("https:///evil.example", "https://evil.example"),
        ("https://shop.example@evil.example", "https://evil.example"),
        (r"https://evil.example\@shop.example", "https://evil.example"),
        ("https://evil.example#@shop.example", "https://evil.example"),
        ("https://shop.example.evil.example", "https://shop.example.evil.example"),
        ("https://EVIL.example:443/", "https://evil.example"),
        ("https://evil.example:0008443/", "https://evil.example:8443"),
        ("https://%65vil.example", "https://evil.example"),
        ("https://\uff45vil\u3002example", "https://evil.example"),
        ("https://2130706433", "https://127.0.0.1"),
        ("https://0x7f.1", "https://127.0.0.1"),
        ("https://0177.0.0.1.", "https://127.0.0.1"),
        ("https://[::FFFF:1.2.3.4]", "https://[::ffff:102:304]"),
        ("java\nscript:alert(1)", "javascript:"),
        ("\x01 javascript:alert(1)", "javascript:"),
        ("data:text/html,x", "data:"),
        ("/%2F/evil.example", "https://shop.example"),
        ("/a//evil.example", "https://shop.example"),
        ("evil.example", "https://shop.example"),
        ("?next=//evil.example", "https://shop.example"),
        ("", "https://shop.example"),
    ],
)
def test_where_tricks_lead(text: str, origin: str) -> None:
    """The well-known ones, and near misses that stay."""
    found = destination(text, destination("https://shop.example/"))
    assert found is not None
    assert origin == found.origin


@pytest.mark.parametrize(
    "text",
    [
        "https://", "https://@", "https://user@/", "https://a b", "https://[::1", "https://[::1%25eth0]",
        "https://a:99999", "https://a:8x", "https://:80", "https://256.1.1.1", "https://1.2.3.4.5", "https://0x1ffffffff",
        "https://a<b", "https://%00", "https://%zz", "https://a%2fb", "https://" + "9" * 5000, "https://a:" + "9" * 5000,
        "https://" + "\u00e9" * 5000, "https://\ud800", "https://\u2100.example",
    ],
)  # fmt: skip
def test_what_browsers_refuse_leads_nowhere(text: str) -> None:
    """No host, or none that could be one; long numbers take no time."""
    assert destination(text, destination("https://shop.example/")) is None


def test_a_relative_url_needs_a_base() -> None:
    """Without one it leads nowhere."""
    assert destination("/path") is None
    assert Destination("mailto", rest="a@b.example") == destination("mailto:a@b.example")


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("JavaScript:x", "javascript"),
        (" \x00java\tscript\n:x", "javascript"),
        ("https://a", "https"),
        ("a+b-c.1:x", "a+b-c.1"),
        ("/javascript:x", None),
        ("1a:x", None),
        ("java script:x", None),
        ("\u00a0javascript:x", None),
        ("javascript&colon;x", None),
        ("", None),
    ],
)
def test_scheme_of(text: str, scheme: str | None) -> None:
    """Controls and spaces before it and tabs in it do not hide it; entities are for who reads HTML."""
    assert scheme == scheme_of(text)


@pytest.mark.parametrize("text", ["/a", "a", "https://a", "HTTP://a", "mailto:a@b", "tel:1", "#x", "//a"])
def test_safe_urls(text: str) -> None:
    """Relative ones, and schemes without scripts."""
    assert is_safe_url(text)


@pytest.mark.parametrize(
    "text", ["javascript:x", "\tjava\rscript:x", "data:text/html,x", "vbscript:x", "blob:x", "a:b"]
)
def test_unsafe_urls(text: str) -> None:
    """Everything with another scheme."""
    assert not is_safe_url(text)
    assert is_safe_url(text, {scheme_of(text)})


@given(st.text(max_size=30))
def test_hosts_are_in_their_normal_form(text: str) -> None:
    """What is read once is read the same again."""
    found = parse_host(text)
    if found is not None:
        again = parse_host(found.name)
        assert again is not None
        assert found.name == again.name


@given(st.text(max_size=30))
def test_folding_never_fails(text: str) -> None:
    """It finds a name in any script, and is stable for ASCII."""
    assert isinstance(folded(text), str)
    if text.isascii():
        assert text.lower() == folded(text)


def test_folding_takes_no_time() -> None:
    """Nor does a megabyte of combining marks, whose order Unicode wants sorted."""
    began = time.process_time()
    folded("a" + "\u0301\u0316" * 200_000)
    assert parse_host("a" + "\u0301\u0316" * 1000) is None
    assert time.process_time() - began < 10

"""Reading browsers' reports."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.csp.reports import (
    CONTENT_TYPES,
    LEGACY,
    MAX_REPORTS,
    MODERN,
    Violation,
    masked_url,
    read_reports,
)

CHROMIUM_LEGACY = {
    "csp-report": {
        "document-uri": "http://127.0.0.1:5101/import?token=abc#top",
        "referrer": "",
        "violated-directive": "style-src-elem",
        "effective-directive": "style-src-elem",
        "original-policy": "style-src 'self'; report-uri /r",
        "disposition": "enforce",
        "blocked-uri": "http://127.0.0.1:5102/b.css?v=1",
        "line-number": 1,
        "column-number": 96,
        "source-file": "http://127.0.0.1:5101/import?token=abc",
        "status-code": 200,
        "script-sample": "",
    }
}
CHROMIUM_MODERN = [
    {
        "age": 92,
        "body": {
            "blockedURL": "inline",
            "columnNumber": 40,
            "disposition": "report",
            "documentURL": "https://127.0.0.1:5103/page",
            "effectiveDirective": "script-src-elem",
            "lineNumber": 1,
            "originalPolicy": "script-src 'none'",
            "referrer": "",
            "sample": "alert(1)",
            "sourceFile": "https://127.0.0.1:5103/page",
            "statusCode": 200,
        },
        "type": "csp-violation",
        "url": "https://127.0.0.1:5103/page",
        "user_agent": "Mozilla/5.0",
    }
]


def read(document: object, content_type: str = MODERN) -> list[Violation]:
    return read_reports(json.dumps(document).encode(), content_type)


def test_the_first_format() -> None:
    """``application/csp-report``, as Chromium sends it."""
    assert [
        Violation(
            directive="style-src-elem",
            blocked="http://127.0.0.1:5102/b.css",
            document="http://127.0.0.1:5101/import",
            disposition="enforce",
            source="http://127.0.0.1:5101/import",
            line=1,
            column=96,
            sample="",
        )
    ] == read(CHROMIUM_LEGACY, LEGACY)


def test_the_second_format() -> None:
    """``application/reports+json``, as Chromium sends it."""
    assert [
        Violation(
            directive="script-src-elem",
            blocked="inline",
            document="https://127.0.0.1:5103/page",
            disposition="report",
            source="https://127.0.0.1:5103/page",
            line=1,
            column=40,
            sample="alert(1)",
        )
    ] == read(CHROMIUM_MODERN)


@pytest.mark.parametrize("document", [CHROMIUM_LEGACY, CHROMIUM_MODERN])
def test_plain_json_may_be_either(document: object) -> None:
    """Some browsers and proxies say ``application/json``."""
    assert 1 == len(read(document, "application/json"))


def test_old_browsers_name_the_directive_with_its_sources() -> None:
    """``violated-directive`` alone, with the whole list, is read as its name."""
    report = {"csp-report": {"violated-directive": "img-src 'self' https:", "blocked-uri": "data"}}
    assert ["img-src"] == [violation.directive for violation in read(report, LEGACY)]


@pytest.mark.parametrize(
    ("document", "content_type"),
    [
        (CHROMIUM_LEGACY, MODERN),
        (CHROMIUM_MODERN, LEGACY),
        ({}, LEGACY),
        ({"csp-report": []}, LEGACY),
        ({"csp-report": None}, "application/json"),
        ([1], MODERN),
        ([[]], MODERN),
        ("text", "application/json"),
        (5, "application/json"),
        (None, MODERN),
    ],
)
def test_other_forms_are_refused(document: object, content_type: str) -> None:
    """What is not what its content type says is malformed."""
    with pytest.raises(ValueError, match=r"report"):
        read(document, content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 16000,
        b'{"csp-report":' * 1000,
        b"[" + b"9" * 10000 + b"]",
        b"\xed\xa0\x80",
        b"NaN",
    ],
)
def test_bodies_that_are_no_json(body: bytes) -> None:
    """Too deep, too large a number, not UTF-8: malformed, and nothing worse."""
    for content_type in CONTENT_TYPES:
        with pytest.raises(ValueError):
            read_reports(body, content_type)


@pytest.mark.parametrize(
    "report",
    [
        {"type": "deprecation", "body": {"id": "x"}},
        {"type": "csp-violation"},
        {"type": "csp-violation", "body": None},
        {"type": "csp-violation", "body": {}},
        {"type": "csp-violation", "body": {"effectiveDirective": 5}},
        {"type": "csp-violation", "body": {"effectiveDirective": "IMG-SRC\n"}},
        {"type": "csp-violation", "body": {"effectiveDirective": "x" * 41}},
        {"type": "csp-violation", "body": {"effectiveDirective": "img-src", "blockedURL": "moz-extension://a/b.js"}},
        {"type": "csp-violation", "body": {"effectiveDirective": "img-src", "sourceFile": "chrome-extension://a/b.js"}},
    ],
)
def test_what_says_nothing_is_left_out(report: object) -> None:
    """Reports of another kind, without a directive, or caused by a browser's extension."""
    assert [] == read([report])


def test_a_page_cannot_fill_an_array() -> None:
    """Of one array the first 20 reports are read."""
    assert MAX_REPORTS == len(read(CHROMIUM_MODERN * 50))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("inline", "inline"),
        ("eval", "eval"),
        ("trusted-types-sink", "trusted-types-sink"),
        ("data", "data"),
        ("data:text/html,<script>secret</script>", "data"),
        ("blob:https://a.example/0b2f", "blob"),
        ("about:blank", "about"),
        ("https://a.example", "https://a.example"),
        ("https://a.example:8443/p/q?token=secret#secret", "https://a.example:8443/p/q"),
        ("https://user:secret@a.example/p", "https://a.example/p"),
        ("https://[::1]:5000/p", "https://[::1]:5000/p"),
        ("https://a.example/reset/3f9a1c77e0d84b21a6f5c9d2e1b0a7f4", "https://a.example/reset/[masked]"),
        (
            "https://a.example/a-title-of-many-words-without-digits",
            "https://a.example/a-title-of-many-words-without-digits",
        ),
        ("https://a.example/" + "x/" * 500, ("https://a.example/" + "x/" * 500)[: 17 + 200]),
        ("https://[", ""),
        ("https://a.example:99999/", ""),
        ("not a url", ""),
        ("", ""),
        ("//a.example/p", "://a.example/p"),
    ],
)
def test_urls_lose_what_may_be_secret(url: str, expected: str) -> None:
    """Query, fragment, credentials and path segments that look like tokens do not reach a log."""
    assert expected == masked_url(url)


def test_a_sample_is_cut() -> None:
    """Firefox sends more than 40 characters."""
    report = {"csp-report": {"effective-directive": "script-src", "script-sample": "a" * 500}}
    assert ["a" * 40] == [violation.sample for violation in read(report, LEGACY)]


@pytest.mark.parametrize("line", [-1, 2**31, 1.5, "1", True, None, [], 10**40])
def test_lines_are_numbers(line: object) -> None:
    """Anything but a line number is dropped."""
    report = {"csp-report": {"effective-directive": "script-src", "line-number": line}}
    assert [None] == [violation.line for violation in read(report, LEGACY)]


def test_the_same_violation_has_the_same_key() -> None:
    """Directive, blocked origin, page and disposition count; file, line and sample do not."""
    other = json.loads(json.dumps(CHROMIUM_LEGACY))
    other["csp-report"] |= {"blocked-uri": "http://127.0.0.1:5102/other.css", "line-number": 7, "script-sample": "x"}
    assert read(CHROMIUM_LEGACY, LEGACY)[0].key == read(other, LEGACY)[0].key
    for name, value in (
        ("blocked-uri", "http://127.0.0.1:5103/b.css"),
        ("effective-directive", "img-src"),
        ("document-uri", "http://127.0.0.1:5101/other"),
        ("disposition", "report"),
    ):
        other["csp-report"] = {**CHROMIUM_LEGACY["csp-report"], name: value}
        assert read(CHROMIUM_LEGACY, LEGACY)[0].key != read(other, LEGACY)[0].key


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [*CHROMIUM_LEGACY, *CHROMIUM_LEGACY["csp-report"], *CHROMIUM_MODERN[0], *CHROMIUM_MODERN[0]["body"]]
            )
            | st.text(max_size=5),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(JSON | st.fixed_dictionaries({"csp-report": JSON}), st.sampled_from(sorted(CONTENT_TYPES)))
def test_no_document_breaks_the_reader(document: object, content_type: str) -> None:
    """Whatever JSON comes, it is read or refused as malformed."""
    try:
        violations = read(document, content_type)
    except ValueError:
        return
    assert all(len(violation.document) < 600 for violation in violations)


@given(st.text())
def test_no_url_breaks_the_mask(url: str) -> None:
    """Any text has a masked form, without query and fragment."""
    masked = masked_url(url)
    assert "?" not in masked
    assert "#" not in masked

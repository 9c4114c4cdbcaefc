"""The test ``content-security-policy``, by the examples of the Observatory's own tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.responses.observatory_csp import InvalidPolicyError, judge_csp, parse
from flask_hardened.audit.responses.observatory_scores import SCORES

HASH = "'sha256-hqBEA/HXB3aJU2FgOnYN8rkAgEVgyfi3Vs1j2/XMPBA='"
EXAMPLES = {
    "csp-header-invalid": [
        "  ",
        "",
        "default-src 'none'; default-src 'none'",
        "default-src 'none'; img-src 'self'; default-src 'none'",
        "default-src 'none'; script-src 'strict-dynamic'",
        "defa",
    ],
    "csp-implemented-with-insecure-scheme": [
        "default-src http://mozilla.org",
        "default-src 'none'; script-src http://mozilla.org",
        "default-src 'none'; script-src ftp://mozilla.org",
    ],
    "csp-implemented-with-insecure-scheme-in-passive-content-only": [
        "default-src 'none'; img-src http://mozilla.org",
        "default-src 'self'; img-src ftp:",
        "default-src 'none'; img-src https:; media-src http://mozilla.org",
        "default-src 'none'; img-src 'none'; media-src http:; script-src 'self'; style-src 'unsafe-inline'",
    ],
    "csp-implemented-with-unsafe-inline": [
        "script-src 'unsafe-inline'",
        "script-src data:",
        "default-src 'UNSAFE-INLINE'",
        "upgrade-insecure-requests",
        "script-src 'none'",
        "script-src https://mozilla.org https:",
        "default-src *; script-src *; object-src 'none'",
        "default-src 'none'; script-src 'none'; object-src *",
        "default-src 'none'; script-src 'unsafe-inline' http:",
        "object-src https:; script-src 'none'",
        "default-src 'none'; script-src https://*",
    ],
    "csp-implemented-with-unsafe-eval": ["default-src 'none'; script-src 'unsafe-eval'"],
    "csp-implemented-with-unsafe-inline-in-style-src-only": [
        "object-src 'none'; script-src 'none'; style-src 'unsafe-inline'",
        "default-src 'unsafe-inline'; script-src https://mozilla.org",
        "default-src 'none';;; ;;;style-src 'self' 'unsafe-inline'",
        "default-src 'none'; style-src data:",
        "default-src 'none'; style-src https:",
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {HASH} 'unsafe-inline'",
    ],
    "csp-implemented-with-no-unsafe": [
        "default-src https://mozilla.org",
        "default-src https://mozilla.org;;; ;;;script-src 'none'",
        "object-src 'none'; script-src 'strict-dynamic' 'nonce-abc' 'unsafe-inline'; style-src 'none'",
        f"object-src 'none'; style-src 'self'; script-src {HASH}",
        "default-src https://mozilla.org; style-src 'unsafe-inline' 'nonce-abc123' 'unsafe-inline'",
    ],
    "csp-implemented-with-no-unsafe-default-src-none": [
        "default-src",
        "default-src 'none'; script-src 'strict-dynamic' 'nonce-abc123' 'unsafe-inline'",
        "default-src 'none'; script-src 'strict-dynamic' 'sha256-abc123' https://*",
        "default-src 'none'; script-src https://mozilla.org; style-src https://mozilla.org; upgrade-insecure-requests;",
        "default-src 'none'; object-src https://mozilla.org",
    ],
    "csp-implemented-but-duplicate-directives": ["default-src 'none'; report-uri /a; report-uri /b"],
}


@pytest.mark.parametrize(("result", "policy"), [(name, each) for name, all_ in EXAMPLES.items() for each in all_])
def test_one_policy(result: str, policy: str) -> None:
    """Each of the published examples has the published result."""
    assert result == judge_csp([policy], []).result


def test_no_policy() -> None:
    """None at all; one that is only reported; and a ``<meta>`` that says what only headers may."""
    assert "csp-not-implemented" == judge_csp([], []).result
    assert "csp-not-implemented-but-reporting-enabled" == judge_csp([], [], ["default-src 'self'"]).result
    assert "csp-not-implemented" == judge_csp([], ["frame-ancestors 'none'"]).result


@pytest.mark.parametrize(
    ("header", "meta"),
    [
        ([], ["default-src 'none'"]),
        (["default-src http:"], ["default-src https:"]),
        (["img-src 'none'"], ["default-src 'none'"]),
    ],
)
def test_header_and_meta(header: list[str], meta: list[str]) -> None:
    """Both hold: what is left is what both allow."""
    assert "csp-implemented-with-no-unsafe-default-src-none" == judge_csp(header, meta).result


def test_over_plain_http() -> None:
    """A page that came over http may load over http."""
    assert "csp-implemented-with-no-unsafe" == judge_csp(["default-src http://mozilla.org"], [], secure=False).result


def test_frame_ancestors() -> None:
    """They take the place of X-Frame-Options, whatever they say; a policy that cannot be read has none."""
    assert judge_csp(["default-src 'none'; frame-ancestors *"], []).frame_ancestors
    assert not judge_csp(["default-src 'none'"], []).frame_ancestors
    assert not judge_csp(["frame-ancestors 'none'; frame-ancestors 'none'"], []).frame_ancestors


@pytest.mark.parametrize(
    ("policies", "sources"),
    [
        (["default-src 'none'"], {"'none'"}),
        (["default-src https://mozilla.org", "default-src https://mozilla.com"], {"'none'"}),
        (
            [
                "default-src https://mozilla.org https://mozilla.net https://mozilla.com https://mozilla.io",
                "default-src https://mozilla.pizza https://mozilla.ninja https://mozilla.net https://mozilla.org",
            ],
            {"https://mozilla.net", "https://mozilla.org"},
        ),
        (["default-src https://mozilla.org/fire", "default-src https://mozilla.org/firefox/"], {"'none'"}),
        (
            ["default-src https://mozilla.org/firefox/", "default-src https://mozilla.org/firefox/download/"],
            {"https://mozilla.org/firefox/download/"},
        ),
        (
            ["default-src https://mozilla.org/firefox/download/", "default-src https://mozilla.org/firefox/"],
            {"https://mozilla.org/firefox/download/"},
        ),
        (["default-src http:", "default-src https:"], {"'none'"}),
        (["default-src http: http:", "default-src https: https:"], {"'none'"}),
    ],
)
def test_several_policies(policies: list[str], sources: set[str]) -> None:
    """A source has to be in every policy; a path covers those below it."""
    assert {"default-src": sources} == parse(policies).directives


@given(st.lists(st.text(max_size=60), max_size=3))
def test_any_text_has_a_result(policies: list[str]) -> None:
    """Whatever is sent is judged, with a result of the chart."""
    assert judge_csp(policies, policies).result in SCORES


@pytest.mark.parametrize("policy", ["  ", "\r\n", "", "defa", "img-src *; IMG-SRC *"])
def test_what_is_no_policy(policy: str) -> None:
    """Too short, or with a directive twice."""
    with pytest.raises(InvalidPolicyError):
        parse([policy])

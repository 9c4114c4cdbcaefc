"""FHR008: pages that any site may frame."""

from __future__ import annotations

from flask_hardened.protections.headers.rules.frameable_pages import frameable_pages
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import answer, found, found_in


def test_found_without_both() -> None:
    """Neither header; ALLOW-FROM and an ancestor that is everybody are none."""
    assert 1 == len(found_in(frameable_pages, plain_app()))
    for header in (
        ("x-frame-options", "ALLOW-FROM https://partner.example"),
        ("content-security-policy", "default-src 'none'"),
        ("content-security-policy", "frame-ancestors https:"),
        ("content-security-policy-report-only", "frame-ancestors 'none'"),
    ):
        assert 1 == len(found(frameable_pages, answer(header))), header


def test_not_found_with_either() -> None:
    """Nor for what no browser frames: a file, and a redirect."""
    assert [] == found_in(frameable_pages, hardened_app())
    assert [] == found(frameable_pages, answer(("x-frame-options", "sameorigin")))
    assert [] == found(frameable_pages, answer(("content-security-policy", "img-src *, frame-ancestors 'self'")))
    assert [] == found(frameable_pages, answer(html=False), answer(status=302))

"""FHC008: pages without an enforced Content-Security-Policy."""

from __future__ import annotations

from flask_hardened.audit.finding import Confidence
from flask_hardened.audit.responses.facts import PageFacts
from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.protections.csp.rules.policyless_pages import policyless_pages
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import answer, found, found_in


def test_found_for_pages_without() -> None:
    """A policy that is only reported is none."""
    assert 1 == len(found_in(policyless_pages, plain_app()))
    assert 1 == len(found(policyless_pages, answer(("content-security-policy-report-only", "default-src 'self'"))))
    (finding,) = found(policyless_pages, answer(), url="https://app.example")
    assert finding.confidence is Confidence.HIGH


def test_not_found_where_one_is_sent() -> None:
    """In a header or in the page; nor for a file; nor where a hardened app turned it off, which another rule tells."""
    meta = PageFacts(metas=(("content-security-policy", "default-src 'self'"),))
    assert [] == found(policyless_pages, answer(page=meta), answer(html=False), answer(status=301))
    for features in ({}, {"csp": False}, {"csp": CspOptions(enforce=False)}):
        assert [] == found_in(policyless_pages, hardened_app(**features))

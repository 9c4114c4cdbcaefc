"""The Observatory's tests of single headers, by its own examples."""

from __future__ import annotations

import pytest

from flask_hardened.audit.responses.observatory_headers import (
    judge_content_type_options,
    judge_cors,
    judge_frame_options,
    judge_hsts,
    judge_redirection,
    judge_referrer_policy,
    judge_resource_policy,
)
from tests.audit.asking_responses import answer


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("max-age=15768000; includeSubDomains; preload", "hsts-implemented-max-age-at-least-six-months"),
        ("MAX-AGE=15552000", "hsts-implemented-max-age-at-least-six-months"),
        ("max-age=86400", "hsts-implemented-max-age-less-than-six-months"),
        ("max-age=0", "hsts-implemented-max-age-less-than-six-months"),
        ("includeSubDomains; preload", "hsts-header-invalid"),
        ("max-age=15768000, max-age=15768000", "hsts-header-invalid"),
        ("max-age=soon", "hsts-header-invalid"),
        ("max-age=15768000,", "hsts-header-invalid"),
    ],
)
def test_hsts(value: str, result: str) -> None:
    """Half a year at least, said once."""
    assert result == judge_hsts([value], secure=True)


def test_hsts_without_header() -> None:
    """None; none over http, where it would say nothing; none with a certificate that nobody trusts."""
    assert "hsts-not-implemented" == judge_hsts([], secure=True)
    assert "hsts-not-implemented-no-https" == judge_hsts(["max-age=31536000"], secure=False)
    assert "hsts-invalid-cert" == judge_hsts(["max-age=31536000"], secure=True, trusted=False)


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ([], "not-implemented"),
        (["no-referrer"], "private"),
        (["NO-Referrer"], "private"),
        (["unsafe-url, strict-origin"], "private"),
        (["no-referrer", "strict-origin-when-cross-origin"], "private"),
        (["origin"], "unsafe"),
        (["no-referrer, unsafe-url"], "unsafe"),
        (["no-referrer-when-downgrade"], "unsafe"),
        (["whimsy"], "header-invalid"),
        ([""], "header-invalid"),
    ],
)
def test_referrer_policy(values: list[str], result: str) -> None:
    """The last value that browsers know counts."""
    assert f"referrer-policy-{result}" == judge_referrer_policy(values)


@pytest.mark.parametrize(
    ("value", "result"),
    [
        (None, "not-implemented"),
        ("nosniff", "nosniff"),
        ("nosniff ", "nosniff"),
        ("whimsy", "header-invalid"),
        ("nosniff, nosniff", "header-invalid"),
    ],
)
def test_content_type_options(value: str | None, result: str) -> None:
    """One word."""
    assert f"x-content-type-options-{result}" == judge_content_type_options(value)


@pytest.mark.parametrize(
    ("value", "result"),
    [
        (None, "not-implemented"),
        ("whimsy", "header-invalid"),
        ("ALLOW-FROM https://mozilla.org", "allow-from-origin"),
        ("DENY", "sameorigin-or-deny"),
        ("SAMEORIGIN ", "sameorigin-or-deny"),
    ],
)
def test_frame_options(value: str | None, result: str) -> None:
    """``frame-ancestors`` takes the place of any."""
    assert f"x-frame-options-{result}" == judge_frame_options(value, frame_ancestors=False)
    assert "x-frame-options-implemented-via-csp" == judge_frame_options(value, frame_ancestors=True)


@pytest.mark.parametrize("value", ["same-site", "same-origin", "cross-origin"])
def test_resource_policy(value: str) -> None:
    """One of three words."""
    assert f"corp-implemented-with-{value}" == judge_resource_policy(value.upper())
    assert "corp-header-invalid" == judge_resource_policy("whimsy")
    assert "corp-not-implemented" == judge_resource_policy(None)


@pytest.mark.parametrize(
    ("allowed", "credentials", "result"),
    [
        (None, None, "not-implemented"),
        ("*", None, "implemented-with-public-access"),
        ("https://evil.example", "true", "implemented-with-universal-access"),
        ("https://evil.example", "false", "implemented-with-restricted-access"),
        ("https://mozilla.org", "true", "implemented-with-restricted-access"),
    ],
)
def test_cors(allowed: str | None, credentials: str | None, result: str) -> None:
    """The claimed origin with credentials is what costs."""
    given = {"access-control-allow-origin": allowed, "access-control-allow-credentials": credentials}
    pairs = [(name, value) for name, value in given.items() if value is not None]
    asked = answer(*pairs, kind="foreign-origin", origin="https://evil.example")
    assert f"cross-origin-resource-sharing-{result}" == judge_cors(asked)


@pytest.mark.parametrize(
    ("status", "location", "result"),
    [
        (301, "https://mozilla.org/", "to-https"),
        (308, "https://MOZILLA.org:443/x", "to-https"),
        (301, "https://www.mozilla.org/", "off-host-from-http"),
        (301, "http://mozilla.org/x", "not-to-https"),
        (301, "/x", "not-to-https"),
        (200, None, "missing"),
        (403, None, "missing"),
        (302, None, "missing"),
        (0, None, "not-needed-no-http"),
    ],
)
def test_redirection(status: int, location: str | None, result: str) -> None:
    """To https, on the same host, at once."""
    headers = [] if location is None else [("location", location)]
    plain = answer(*headers, kind="plain-http", scheme="http", status=status)
    assert f"redirection-{result}" == judge_redirection(plain, "mozilla.org")
    assert "redirection-not-needed-no-http" == judge_redirection(None, "mozilla.org")

"""The Observatory's tests of single headers, of CORS and of the redirection to HTTPS."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from .facts import AnswerFacts

SIX_MONTHS = 15_552_000
"""Seconds; the Observatory forgives the sites whose months have thirty days."""
_PRIVATE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
_TELLING = frozenset({"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"})
_MAX_AGE = re.compile(r"[+-]?\d+", re.ASCII)


def judge_hsts(values: Sequence[str], *, secure: bool, trusted: bool = True) -> str:
    """``strict-transport-security``.

    :param secure: whether the page came over https.
    :param trusted: whether the certificate is.
    """
    if not secure:
        return "hsts-not-implemented-no-https"
    if not trusted:
        return "hsts-invalid-cert"
    if not values:
        return "hsts-not-implemented"
    ages = [
        _MAX_AGE.match(part.strip()[8:]) for part in values[0].lower().split(";") if part.strip().startswith("max-age=")
    ]
    if "," in values[0] or not ages or ages[-1] is None:
        return "hsts-header-invalid"
    enough = int(ages[-1].group()) >= SIX_MONTHS
    return f"hsts-implemented-max-age-{'at-least' if enough else 'less-than'}-six-months"


def judge_referrer_policy(values: Sequence[str]) -> str:
    """``referrer-policy``: the last value that browsers know counts.

    :param values: of the header, then those of ``<meta http-equiv>``.
    """
    if not values:
        return "referrer-policy-not-implemented"
    known = [word.strip().lower() for word in ",".join(values).split(",")]
    last = next((word for word in reversed(known) if word in _PRIVATE | _TELLING), "")
    if not last:
        return "referrer-policy-header-invalid"
    return "referrer-policy-private" if last in _PRIVATE else "referrer-policy-unsafe"


def judge_content_type_options(value: str | None) -> str:
    """``x-content-type-options``."""
    if not value:
        return "x-content-type-options-not-implemented"
    right = value.strip().lower() == "nosniff"
    return f"x-content-type-options-{'nosniff' if right else 'header-invalid'}"


def judge_frame_options(value: str | None, *, frame_ancestors: bool) -> str:
    """``x-frame-options``; a policy that says ``frame-ancestors`` takes its place."""
    if frame_ancestors:
        return "x-frame-options-implemented-via-csp"
    word = (value or "").strip().lower()
    if not word:
        return "x-frame-options-not-implemented"
    if word in ("deny", "sameorigin"):
        return "x-frame-options-sameorigin-or-deny"
    return f"x-frame-options-{'allow-from-origin' if word.startswith('allow-from') else 'header-invalid'}"


def judge_resource_policy(value: str | None) -> str:
    """``cross-origin-resource-policy``."""
    word = (value or "").strip().lower()
    if not word:
        return "corp-not-implemented"
    return f"corp-implemented-with-{word}" if word in ("same-site", "same-origin", "cross-origin") else (
        "corp-header-invalid"
    )  # fmt: skip


def judge_cors(answer: AnswerFacts | None) -> str:
    """``cross-origin-resource-sharing``.

    :param answer: to a request with the ``Origin`` of somebody else.
    """
    name = "cross-origin-resource-sharing"
    allowed = None if answer is None else answer.header("access-control-allow-origin")
    if answer is None or not allowed:
        return f"{name}-not-implemented"
    if allowed.strip() == "*":
        return f"{name}-implemented-with-public-access"
    credentials = (answer.header("access-control-allow-credentials") or "").strip().lower() == "true"
    universal = allowed == answer.origin and credentials
    return f"{name}-implemented-with-{'universal' if universal else 'restricted'}-access"


def judge_redirection(answer: AnswerFacts | None, host: str) -> str:
    """``redirection``: where a page leads that is opened over plain http; only the first step is looked at.

    :param answer: None where plain http cannot be reached.
    :param host: the app's.
    """
    if answer is None or not answer.status:
        return "redirection-not-needed-no-http"
    location = answer.header("location") or ""
    if not 300 <= answer.status < 400 or not location:
        return "redirection-missing"
    parts = urlsplit(location)
    if parts.scheme != "https":
        return "redirection-not-to-https"
    same = (parts.hostname or "") == (urlsplit(f"//{host}").hostname or "")
    return "redirection-to-https" if same else "redirection-off-host-from-http"

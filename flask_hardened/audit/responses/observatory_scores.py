"""The Observatory's chart: what each result costs or brings, and our own words on how to mend it.

Source: https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring and ``src/grader/charts.js`` of
https://github.com/mdn/mdn-http-observatory, algorithm version 4.
"""

from __future__ import annotations

from .grade import GradeLine

NOT_TESTED = "not-tested"
"""What a test is called that could not be made; it costs nothing."""

_CSP = "Send a Content-Security-Policy: Hardened(app) does."
_HTTPS_ONLY = "Allow https: sources only in the Content-Security-Policy."
_INLINE = "Use nonces in place of 'unsafe-inline', data: and wide sources in script-src, and set object-src 'none'."
_EVAL = "Remove 'unsafe-eval' from the Content-Security-Policy."
_SECURE = "Send every cookie with Secure."
_SAME_SITE = "Send cookies with SameSite=Lax or Strict."
_HSTS = "Send Strict-Transport-Security with a max-age of a year."
_REDIRECT = "Redirect plain HTTP to HTTPS on the same host."
_CERTIFICATE = "Install a certificate that browsers trust."
_REFERRER = "Set Referrer-Policy to strict-origin-when-cross-origin or stricter."
_SRI = "Load scripts of other sites over https, with an integrity attribute."
_NOSNIFF = "Send X-Content-Type-Options: nosniff."
_FRAMES = "Say frame-ancestors in the Content-Security-Policy, or send X-Frame-Options."

SCORES: dict[str, tuple[int, str]] = {
    NOT_TESTED: (0, ""),
    "csp-implemented-with-no-unsafe-default-src-none": (10, ""),
    "csp-implemented-with-no-unsafe": (5, ""),
    "csp-implemented-with-unsafe-inline-in-style-src-only": (0, ""),
    "csp-implemented-but-duplicate-directives": (0, ""),
    "csp-implemented-with-insecure-scheme-in-passive-content-only": (-10, _HTTPS_ONLY),
    "csp-implemented-with-unsafe-eval": (-10, _EVAL),
    "csp-implemented-with-unsafe-inline": (-20, _INLINE),
    "csp-implemented-with-insecure-scheme": (-20, _HTTPS_ONLY),
    "csp-header-invalid": (-25, "Mend the Content-Security-Policy: browsers cannot read it as it was meant."),
    "csp-not-implemented": (-25, _CSP),
    "csp-not-implemented-but-reporting-enabled": (-25, "Enforce the policy that is only reported so far."),
    "cookies-secure-with-httponly-sessions-and-samesite": (5, ""),
    "cookies-secure-with-httponly-sessions": (0, ""),
    "cookies-not-found": (0, ""),
    "cookies-without-secure-flag-but-protected-by-hsts": (-5, _SECURE),
    "cookies-session-without-secure-flag-but-protected-by-hsts": (-10, _SECURE),
    "cookies-without-secure-flag": (-20, _SECURE),
    "cookies-samesite-flag-invalid": (-20, _SAME_SITE),
    "cookies-anticsrf-without-samesite-flag": (-20, _SAME_SITE),
    "cookies-session-without-httponly-flag": (-30, "Send the session cookie with HttpOnly."),
    "cookies-session-without-secure-flag": (-40, _SECURE),
    "cross-origin-resource-sharing-not-implemented": (0, ""),
    "cross-origin-resource-sharing-implemented-with-public-access": (0, ""),
    "cross-origin-resource-sharing-implemented-with-restricted-access": (0, ""),
    "cross-origin-resource-sharing-implemented-with-universal-access": (
        -50,
        "Name the origins that may read with credentials, instead of repeating whatever Origin comes.",
    ),
    "redirection-to-https": (0, ""),
    "redirection-not-needed-no-http": (0, ""),
    "redirection-off-host-from-http": (-5, _REDIRECT),
    "redirection-not-to-https-on-initial-redirection": (-10, _REDIRECT),
    "redirection-not-to-https": (-20, _REDIRECT),
    "redirection-missing": (-20, _REDIRECT),
    "redirection-invalid-cert": (-20, _CERTIFICATE),
    "referrer-policy-private": (5, ""),
    "referrer-policy-not-implemented": (0, ""),
    "referrer-policy-unsafe": (-5, _REFERRER),
    "referrer-policy-header-invalid": (-5, _REFERRER),
    "hsts-implemented-max-age-at-least-six-months": (0, ""),
    "hsts-implemented-max-age-less-than-six-months": (-10, _HSTS),
    "hsts-not-implemented": (-20, _HSTS),
    "hsts-header-invalid": (-20, _HSTS),
    "hsts-not-implemented-no-https": (-20, "Serve the app over HTTPS."),
    "hsts-invalid-cert": (-20, _CERTIFICATE),
    "sri-implemented-and-all-scripts-loaded-securely": (5, ""),
    "sri-implemented-and-external-scripts-loaded-securely": (5, ""),
    "sri-not-implemented-response-not-html": (0, ""),
    "sri-not-implemented-but-no-scripts-loaded": (0, ""),
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": (0, ""),
    "sri-not-implemented-but-external-scripts-loaded-securely": (-5, _SRI),
    "sri-implemented-but-external-scripts-not-loaded-securely": (-20, _SRI),
    "sri-not-implemented-and-external-scripts-not-loaded-securely": (-50, _SRI),
    "x-content-type-options-nosniff": (0, ""),
    "x-content-type-options-not-implemented": (-5, _NOSNIFF),
    "x-content-type-options-header-invalid": (-5, _NOSNIFF),
    "x-frame-options-implemented-via-csp": (5, ""),
    "x-frame-options-sameorigin-or-deny": (0, ""),
    "x-frame-options-allow-from-origin": (0, ""),
    "x-frame-options-not-implemented": (-20, _FRAMES),
    "x-frame-options-header-invalid": (-20, _FRAMES),
    "corp-header-invalid": (-5, "Set Cross-Origin-Resource-Policy to same-origin, same-site or cross-origin."),
    "corp-implemented-with-cross-origin": (0, ""),
    "corp-implemented-with-same-origin": (10, ""),
    "corp-implemented-with-same-site": (10, ""),
    "corp-not-implemented": (0, ""),
}

_LETTERS = (
    (100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-"),
    (40, "D+"), (30, "D"), (25, "D-"),
)  # fmt: skip
_BASE = 100
_CREDIT_FROM = 90
"""The score without extra credit from which extra credit counts."""


def score_of(lines: tuple[GradeLine, ...]) -> int:
    """Return the score of a page, 0 at least."""
    lost = sum(min(line.modifier, 0) for line in lines)
    gained = sum(max(line.modifier, 0) for line in lines)
    return max(0, _BASE + lost + (gained if _BASE + lost >= _CREDIT_FROM else 0))


def letter_of(score: int) -> str:
    """Return the letter for a score."""
    return next((letter for least, letter in _LETTERS if score >= least), "F")


def line_of(test: str, result: str) -> GradeLine:
    """Return the line of a test with this result."""
    modifier, mend = SCORES[result]
    return GradeLine(test=test, result=result, modifier=modifier, mend=mend)

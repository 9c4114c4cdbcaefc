"""FHK006: cookies that the source sets without flags."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.cookies.options import CookiesOptions
from flask_hardened.protections.cookies.rules.unflagged_cookies import unflagged_cookies
from tests.audit.asking_source import found, lines, source


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('response.set_cookie("lang", code)', "The cookie lang is set without Secure and HttpOnly and SameSite."),
        (
            'response.set_cookie("lang", code, secure=True, httponly=True)',
            "The cookie lang is set without SameSite.",
        ),
        (
            'response.set_cookie("lang", code, secure=False, httponly=True, samesite="Lax")',
            "The cookie lang is set without Secure.",
        ),
        (
            'response.set_cookie("XSRF-TOKEN", token, samesite="Strict")',
            "The cookie XSRF-TOKEN is set without Secure.",
        ),
        (
            'response.set_cookie(name, code, httponly=True, samesite="Lax")',
            "A cookie is set without Secure.",
        ),
    ],
)
def test_found_with_the_missing_flags(text: str, message: str) -> None:
    """Scripts have to read the token against forged requests."""
    assert [message] == [each.message for each in found(unflagged_cookies, text)]


def test_found_as_worse_for_sessions() -> None:
    """HttpOnly of a secret is another rule's."""
    (finding,) = found(unflagged_cookies, 'response.set_cookie("session_token", token)')
    assert (Severity.MEDIUM, "The cookie session_token is set without Secure and SameSite.") == (
        finding.severity,
        finding.message,
    )


def test_found_as_information_when_the_feature_adds_the_flags() -> None:
    """And not as that when the feature is off."""
    snapshot = source('response.set_cookie("lang", code)')
    on = HardeningFacts(hardened=True, options={"cookies": CookiesOptions()})
    off = HardeningFacts(hardened=True, options={"cookies": None})
    for facts, severity in ((on, Severity.INFO), (off, Severity.LOW)):
        (finding,) = unflagged_cookies.findings(replace(snapshot, hardening_facts=facts))
        assert severity == finding.severity


@pytest.mark.parametrize(
    "text",
    [
        'response.set_cookie("lang", code, secure=True, httponly=True, samesite="Lax")',
        'response.set_cookie("lang", code, None, None, "/", None, True, True, "Lax")',
        'response.set_cookie("lang", code, secure=request.is_secure, httponly=True, samesite=POLICY)',
        'response.set_cookie("lang", code, **flags)',
        'response.set_cookie("lang", "", expires=0)',
        'response.set_cookie("lang", code, max_age=0)',
        'response.delete_cookie("lang")',
        "jar.set_cookie(cookie)",
        'set_cookie("lang", code)',
    ],
)
def test_not_found_with_flags(text: str) -> None:
    """Given, perhaps given, not needed by a cookie that goes, or no method of a response."""
    assert [] == lines(unflagged_cookies, text)


def test_not_found_for_methods_of_the_project() -> None:
    """A class of its own may have a method of that name."""
    text = """
    class Jar:
        def set_cookie(self, name, value): ...

    jar = Jar()
    jar.set_cookie("lang", code)
    """
    assert [] == lines(unflagged_cookies, text)

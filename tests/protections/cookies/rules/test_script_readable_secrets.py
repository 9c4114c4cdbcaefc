"""FHK007: session and token cookies that scripts can read."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.cookies.options import CookiesOptions
from flask_hardened.protections.cookies.rules.script_readable_secrets import script_readable_secrets
from tests.audit.asking_source import lines, source


@pytest.mark.parametrize(
    "text",
    [
        'response.set_cookie("access_token", token, secure=True)',
        'response.set_cookie("session", sid, httponly=False)',
        'response.set_cookie(key="authToken", value=token)',
        'NAME = "jwt"; response.set_cookie(NAME, token)',
    ],
)
def test_found_for_names_of_secrets(text: str) -> None:
    """However the name is written."""
    assert [1] == lines(script_readable_secrets, text)


def test_found_as_information_when_the_feature_adds_the_flag() -> None:
    """The cookie is safe then."""
    facts = HardeningFacts(hardened=True, options={"cookies": CookiesOptions()})
    snapshot = replace(source('response.set_cookie("session", sid)'), hardening_facts=facts)
    assert [Severity.INFO] == [each.severity for each in script_readable_secrets.findings(snapshot)]


@pytest.mark.parametrize(
    "text",
    [
        'response.set_cookie("access_token", token, httponly=True)',
        'response.set_cookie("access_token", "", max_age=0)',
        'response.set_cookie("csrf_token", token)',
        'response.set_cookie("XSRF-TOKEN", token)',
        'response.set_cookie("lang", code)',
        'response.set_cookie("token_type", kind)',
        "response.set_cookie(name, value)",
    ],
)
def test_not_found_for_other_names(text: str) -> None:
    """Tokens against forged requests are there for scripts."""
    assert [] == lines(script_readable_secrets, text)

"""FHK008: settings that take flags from session cookies."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.cookies.options import CookiesOptions
from flask_hardened.protections.cookies.rules.loosened_session_cookies import loosened_session_cookies
from tests.audit.asking_source import lines, source

APP = "from flask import Flask; app = Flask(__name__)\n"


@pytest.mark.parametrize(
    "text",
    [
        'app.config["SESSION_COOKIE_SECURE"] = False',
        'app.config["SESSION_COOKIE_HTTPONLY"] = False',
        'app.config["SESSION_COOKIE_SAMESITE"] = "None"',
        "app.config.update(REMEMBER_COOKIE_SECURE=False)",
        "class Config: SESSION_COOKIE_SECURE = False",
        "class ProductionConfig: JWT_COOKIE_SECURE = False",
    ],
)
def test_found_for_each_flag(text: str) -> None:
    """In the app, or in a class."""
    assert [2] == lines(loosened_session_cookies, APP + text)


def test_found_as_information_when_the_feature_adds_the_flag() -> None:
    """The floor lies under the setting."""
    facts = HardeningFacts(hardened=True, options={"cookies": CookiesOptions()})
    snapshot = replace(source(f'{APP}app.config["SESSION_COOKIE_SECURE"] = False'), hardening_facts=facts)
    assert [Severity.INFO] == [each.severity for each in loosened_session_cookies.findings(snapshot)]


@pytest.mark.parametrize(
    "text",
    [
        'app.config["SESSION_COOKIE_SECURE"] = True',
        'app.config["SESSION_COOKIE_SECURE"] = not app.debug',
        'app.config["SESSION_COOKIE_SAMESITE"] = "Lax"',
        "class DevelopmentConfig: SESSION_COOKIE_SECURE = False",
        "class TestingConfig: SESSION_COOKIE_SECURE = False",
        'if app.debug:\n    app.config["SESSION_COOKIE_SECURE"] = False',
        'if env == "production": pass\nelse:\n    app.config["SESSION_COOKIE_SECURE"] = False',
        "class Config: SESSION_COOKIE_SECURE = False\nclass ProductionConfig(Config): SESSION_COOKIE_SECURE = True",
    ],
)
def test_not_found_for_development_and_replaced_defaults(text: str) -> None:
    """Production does not run with them."""
    assert [] == lines(loosened_session_cookies, APP + text)

"""FHF007: settings that turn the check for forged requests off."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.csrf.options import CsrfOptions
from flask_hardened.protections.csrf.rules.switched_off_csrf import switched_off_csrf
from tests.audit.asking_source import lines, source

APP = "from flask import Flask; from flask_wtf import CSRFProtect; app = Flask(__name__); csrf = CSRFProtect(app)\n"


@pytest.mark.parametrize(
    "text",
    [
        'app.config["WTF_CSRF_ENABLED"] = False',
        "class Config: WTF_CSRF_ENABLED = False",
        'app.config["WTF_CSRF_CHECK_DEFAULT"] = False',
        "app.config.update(JWT_COOKIE_CSRF_PROTECT=False)",
    ],
)
def test_found_for_each_setting(text: str) -> None:
    """In the app, or in a class."""
    assert [2] == lines(switched_off_csrf, APP + text)


def test_found_as_information_when_the_feature_checks() -> None:
    """But for tokens in cookies, which are another package's."""
    facts = HardeningFacts(hardened=True, options={"csrf": CsrfOptions()})
    for key, severity in (("WTF_CSRF_ENABLED", Severity.INFO), ("JWT_COOKIE_CSRF_PROTECT", Severity.HIGH)):
        snapshot = replace(source(f'{APP}app.config["{key}"] = False'), hardening_facts=facts)
        assert [severity] == [each.severity for each in switched_off_csrf.findings(snapshot)]


@pytest.mark.parametrize(
    "text",
    [
        'app.config["WTF_CSRF_ENABLED"] = True',
        "class TestingConfig: WTF_CSRF_ENABLED = False",
        "def client(testing):\n    if testing:\n        app.config['WTF_CSRF_ENABLED'] = False",
        'app.config["WTF_CSRF_CHECK_DEFAULT"] = False\n@app.before_request\ndef check(): csrf.protect()',
        'app.config["WTF_CSRF_TIME_LIMIT"] = False',
    ],
)
def test_not_found_for_tests_and_own_checks(text: str) -> None:
    """An app that calls protect() decides itself which requests are checked."""
    assert [] == lines(switched_off_csrf, APP + text)

"""FHS009: passwords in a cookie that its owner can read."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.sessions.options import SessionsOptions
from flask_hardened.protections.sessions.rules.secrets_in_sessions import secrets_in_sessions
from tests.audit.asking_source import found, lines, source

IMPORTS = "import flask; from flask import request, session\n"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ('session["password"] = request.form["password"]', Severity.MEDIUM),
        ('flask.session["api_key"] = user.api_key', Severity.MEDIUM),
        ('session["otp"] = code', Severity.HIGH),
        ('session["captcha"] = text', Severity.HIGH),
        ('session["verification_code"] = draw()', Severity.HIGH),
    ],
)
def test_found_for_secrets(text: str, severity: Severity) -> None:
    """Codes that their owner is to find elsewhere are the worst."""
    assert [severity] == [each.severity for each in found(secrets_in_sessions, IMPORTS + text)]


@pytest.mark.parametrize(
    "text",
    [
        'session["user_id"] = user.id',
        'session["csrf_token"] = token',
        'session["password_changed"] = True',
        'session["otp_verified"] = found',
        'session["password"] = None',
        'cache["password"] = password',
        "session[name] = password",
        'password = session["password"]',
        "from flask_session import Session\nsession['password'] = password",
    ],
)
def test_not_found_for_what_may_be_known(text: str) -> None:
    """Nor where the content stays on the server, or the session is read."""
    assert [] == lines(secrets_in_sessions, IMPORTS + text)


@pytest.mark.parametrize(
    ("options", "number"),
    [(SessionsOptions(server_side=True), 0), (SessionsOptions(encrypted=True), 0), (SessionsOptions(), 1)],
)
def test_not_found_when_the_feature_hides_the_content(options: SessionsOptions, number: int) -> None:
    """On the server, or encrypted; by default it does neither."""
    facts = HardeningFacts(hardened=True, options={"sessions": options})
    snapshot = replace(source(f'{IMPORTS}session["password"] = password'), hardening_facts=facts)
    assert number == len(list(secrets_in_sessions.findings(snapshot)))


def test_not_found_for_other_sessions() -> None:
    """Without Flask a variable of that name is something else, and so is a module's own."""
    assert [] == lines(secrets_in_sessions, 'session = {}\nsession["password"] = password')
    assert [] == lines(secrets_in_sessions, 'import flask\nsession = {}\nsession["password"] = password')

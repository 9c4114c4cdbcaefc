"""FHS008: sessions that last longer than a month."""

from dataclasses import replace

import pytest

from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.sessions.options import SessionsOptions
from flask_hardened.protections.sessions.rules.month_long_lifetimes import month_long_lifetimes
from tests.audit.asking_source import lines, source

APP = "from datetime import timedelta; import datetime; from flask import Flask; app = Flask(__name__)\n"


@pytest.mark.parametrize(
    "text",
    [
        'app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=365)',
        'app.config["PERMANENT_SESSION_LIFETIME"] = datetime.timedelta(90)',
        'app.config["PERMANENT_SESSION_LIFETIME"] = 60 * 60 * 24 * 90',
        'app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(minutes=60 * 24 * 60)',
        "class Config: PERMANENT_SESSION_LIFETIME = timedelta(weeks=5)",
    ],
)
def test_found_above_31_days(text: str) -> None:
    """As a number of seconds, or as a timedelta in any unit."""
    assert [2] == lines(month_long_lifetimes, APP + text)


@pytest.mark.parametrize(
    "text",
    [
        'app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=31)',
        'app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=12)',
        'app.config["PERMANENT_SESSION_LIFETIME"] = 3600',
        'app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=days)',
        'app.config["PERMANENT_SESSION_LIFETIME"] = lifetime',
        "class TestConfig: PERMANENT_SESSION_LIFETIME = timedelta(days=365)",
    ],
)
def test_not_found_for_shorter_ones(text: str) -> None:
    """Flask's default is the longest; tests may do as they like."""
    assert [] == lines(month_long_lifetimes, APP + text)


def test_not_found_when_the_feature_ends_sessions() -> None:
    """Its own limits hold."""
    facts = HardeningFacts(hardened=True, options={"sessions": SessionsOptions()})
    snapshot = source(f'{APP}app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=365)')
    assert [] == list(month_long_lifetimes.findings(replace(snapshot, hardening_facts=facts)))

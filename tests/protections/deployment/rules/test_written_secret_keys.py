"""FHD013: secret keys that stand in the source."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.deployment.rules.written_secret_keys import written_secret_keys
from tests.audit.asking_source import found, lines

APP = "import os, secrets; from flask import Flask; app = Flask(__name__)\n"
KEY = "correct-horse-" + "battery"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (f'app.config["SECRET_KEY"] = "{KEY}"', Severity.HIGH),
        (f'app.secret_key = b"{KEY}"', Severity.HIGH),
        (f'app.config.update(SECRET_KEY="{KEY}")', Severity.HIGH),
        (f'app.config.from_mapping(SECRET_KEY="{KEY}")', Severity.HIGH),
        (f'class Config: JWT_SECRET_KEY = "{KEY}"', Severity.HIGH),
        (f'app.secret_key = os.environ.get("SECRET_KEY", "{KEY}")', Severity.MEDIUM),
        (f'app.secret_key = os.getenv("SECRET_KEY") or "{KEY}"', Severity.MEDIUM),
    ],
)
def test_found_for_constants_and_fallbacks(text: str, severity: Severity) -> None:
    """The key is not repeated."""
    (finding,) = found(written_secret_keys, APP + text)
    assert severity == finding.severity
    assert KEY not in finding.message + finding.fix


@pytest.mark.parametrize(
    "text",
    [
        'app.secret_key = os.environ["SECRET_KEY"]',
        'app.secret_key = os.environ.get("SECRET_KEY")',
        'app.secret_key = os.environ.get("SECRET_KEY", "")',
        'app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex()',
        "app.secret_key = read_key()",
        'app.config["SECRET_KEY"] = None',
        f'class TestConfig: SECRET_KEY = "{KEY}"',
        f'if app.debug:\n    app.secret_key = "{KEY}"',
        f'app.config["SECRET_KEY_NAME"] = "{KEY}"',
    ],
)
def test_not_found_for_keys_from_elsewhere(text: str) -> None:
    """The environment, a function, nothing at all, and tests."""
    assert [] == lines(written_secret_keys, APP + text)

"""FHC007: Flask-Talisman with its protections turned off."""

from dataclasses import replace

import pytest

from flask_hardened.audit.snapshot import ConfigFacts
from flask_hardened.protections.csp.rules.loosened_talisman_calls import loosened_talisman_calls
from tests.audit.asking import plain_app, read
from tests.audit.asking_source import lines, source

IMPORTS = "from flask_talisman import Talisman\n"


@pytest.mark.parametrize(
    "text",
    [
        "Talisman(app, content_security_policy=None)",
        "Talisman(app, content_security_policy={})",
        "Talisman(app, force_https=False)",
        "talisman = Talisman(); talisman.init_app(app, session_cookie_secure=False)",
        "Talisman(app, strict_transport_security=False)",
    ],
)
def test_found_for_each_option(text: str) -> None:
    """Given at once or later."""
    assert [2] == lines(loosened_talisman_calls, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "Talisman(app)",
        "Talisman(app, content_security_policy=policy)",
        "Talisman(app, force_https=not app.debug)",
        "if app.debug:\n    Talisman(app, force_https=False)",
        "def create_test_app():\n    Talisman(app, content_security_policy=None)",
    ],
)
def test_not_found_for_defaults_and_development(text: str) -> None:
    """And for what is only known later."""
    assert [] == lines(loosened_talisman_calls, IMPORTS + text)


def test_not_found_when_the_app_itself_is_read() -> None:
    """Other rules know what Talisman was really told."""
    config: ConfigFacts = read(plain_app(), "config").config
    snapshot = replace(source(f"{IMPORTS}Talisman(app, force_https=False)"), config_facts=config)
    assert [] == list(loosened_talisman_calls.findings(snapshot))

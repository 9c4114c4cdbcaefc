"""FHD014: settings of a developer's machine that production would run with."""

import pytest

from flask_hardened.protections.deployment.rules.written_debug_settings import written_debug_settings
from tests.audit.asking_source import lines

APP = "import os; from flask import Flask; app = Flask(__name__)\n"


@pytest.mark.parametrize(
    "text",
    [
        'app.config["DEBUG"] = True',
        "app.debug = True",
        "app.testing = True",
        "app.config.update(TESTING=True)",
        "class Config: DEBUG = True",
        "class ProductionConfig: PROPAGATE_EXCEPTIONS = True",
        "def prepare(app): app.debug = True",
        'app.config["DEBUG"] = os.getenv("DEBUG", "1")',
    ],
)
def test_found_for_each_setting(text: str) -> None:
    """Once, in the app or in a class."""
    assert [2] == lines(written_debug_settings, APP + text)


@pytest.mark.parametrize(
    "text",
    [
        'app.config["DEBUG"] = False',
        'app.config["DEBUG"] = os.environ.get("FLASK_DEBUG") == "1"',
        "class DevelopmentConfig: DEBUG = True",
        "class TestConfig: TESTING = True",
        "class DebugConfig: DEBUG = True",
        "class Config: DEBUG = True\nclass ProductionConfig(Config): DEBUG = False",
        'if os.environ.get("APP_ENV") == "development":\n    app.debug = True',
        "def create_test_app():\n    app.testing = True",
        "player.debug = True",
    ],
)
def test_not_found_for_development_and_tests(text: str) -> None:
    """And for defaults that the class for production replaces."""
    assert [] == lines(written_debug_settings, APP + text)

"""FHM013: escaping turned off in the source."""

import pytest

from flask_hardened.protections.templates.rules.disabled_escaping import disabled_escaping
from tests.audit.asking_source import lines

APP = "from flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    "code",
    [
        "app.jinja_env.autoescape = False",
        "app.jinja_env.autoescape = lambda name: False",
        "app.jinja_options = dict(autoescape=False)",
        "app.jinja_options = {'autoescape': False}",
        "class Shop(Flask):\n    def select_jinja_autoescape(self, name): return False",
        "class Shop(Flask):\n    jinja_options = {'autoescape': False}",
    ],
)
def test_found_for_each_way_to_turn_it_off(code: str) -> None:
    """On the environment, in its options, and in the function that decides."""
    assert 1 == len(lines(disabled_escaping, APP + code + "\n"))


@pytest.mark.parametrize(
    "code",
    [
        "app.jinja_env.autoescape = True",
        "app.jinja_options = {'autoescape': True}",
        "app.jinja_options = {'trim_blocks': False}",
        "class Shop(Flask):\n    def select_jinja_autoescape(self, name): return name.endswith('.j2')",
        "other.autoescape = False",
    ],
)
def test_not_found_for_what_escapes(code: str) -> None:
    """Nor for other settings and other environments."""
    assert [] == lines(disabled_escaping, APP + code + "\n")

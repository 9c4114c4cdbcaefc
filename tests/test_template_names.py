"""Filters and global names that rooms offer to templates."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string

from flask_hardened.template_names import offer


@pytest.mark.parametrize("early", [False, True])
def test_templates_find_them(early):
    """Whether the environment was made before or is made later."""
    app = Flask(__name__)
    if early:
        assert app.jinja_env
    offer(app, filters={"twice": lambda value: value * 2}, names={"seven": 7})
    offer(app, filters={"thrice": lambda value: value * 3})
    with app.app_context():
        assert "14 21" == render_template_string("{{ seven|twice }} {{ seven|thrice }}")


@pytest.mark.parametrize("early", [False, True])
def test_the_apps_own_stay(early):
    """A filter that the app has added, before or after."""
    app = Flask(__name__)
    if early:
        app.jinja_env.filters["twice"] = lambda value: "own"
    offer(app, filters={"twice": lambda value: value * 2})
    app.jinja_env.filters["twice"] = lambda value: "own"
    with app.app_context():
        assert "own" == render_template_string("{{ 7|twice }}")


def test_options_can_still_be_set():
    """The environment is not made by the offer."""
    app = Flask(__name__)
    offer(app, names={"seven": 7})
    app.jinja_options = {**app.jinja_options, "variable_start_string": "[[", "variable_end_string": "]]"}
    with app.app_context():
        assert "7" == render_template_string("[[ seven ]]")

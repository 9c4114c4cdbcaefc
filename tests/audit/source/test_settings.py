"""Settings that the source writes."""

from __future__ import annotations

import pytest

from tests.audit.asking_source import source


def settings(text: str, **files: str) -> list[tuple[str, str, object]]:
    """Return key, kind and constant of each setting."""
    return [(each.key, each.how, each.value.constant) for each in source(text, **files).source.settings]


APP = "from flask import Flask, current_app\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("app.config['A'] = 1", ("A", "item", 1)),
        ("current_app.config['A'] = 1", ("A", "item", 1)),
        ("def f(app): app.config['A'] = 1", ("A", "item", 1)),
        ("class C:\n def f(self): self.app.config['A'] = 1", ("A", "item", 1)),
        ("K = 'A'\napp.config[K] = 1", ("A", "item", 1)),
        ("config = app.config\nconfig['A'] = 1", ("A", "item", 1)),
        ("class Shop(Flask): pass\nShop('x').config['A'] = 1", ("A", "item", 1)),
        ("app.config.update(A=1)", ("A", "update", 1)),
        ("app.config.update({'A': 1})", ("A", "update", 1)),
        ("S = {'A': 1}\napp.config.update(S)", ("A", "update", 1)),
        ("app.config.from_mapping(A=1)", ("A", "update", 1)),
        ("app.config.setdefault('A', 1)", ("A", "update", 1)),
        ("app.secret_key = 'x'", ("SECRET_KEY", "attribute", "x")),
        ("app.debug = True", ("DEBUG", "attribute", True)),
        ("def f(app): app.secret_key = 'x'", ("SECRET_KEY", "attribute", "x")),
        ("class Config:\n A = 1", ("A", "class", 1)),
        ("class ProductionConfig(Config):\n A: int = 1", ("A", "class", 1)),
    ],
)
def test_settings_are_found(text: str, expected: tuple[str, str, object]) -> None:
    """However they are written."""
    assert [expected] == settings(APP + text)


@pytest.mark.parametrize(
    "text",
    [
        "app.config['a'] = 1",
        "app.config[x] = 1",
        "app.config['A']['b'] = 1",
        "app.config['A']",
        "other['A'] = 1",
        "import celery\nc = celery.Celery()\nc.config['A'] = 1",
        "user.secret_key = 'x'",
        "class Shop:\n A = 1",
        "A = 1",
        "class Config:\n a = 1",
        "class Config:\n def f(self):\n  A = 1",
    ],
)
def test_other_assignments_are_none(text: str) -> None:
    """Keys in lower case, configurations of other things, constants of other classes and modules."""
    assert [] == settings(APP + text)


@pytest.mark.parametrize("name", ["config", "settings", "default_config", "config_prod", "configuration"])
def test_modules_of_settings_are_known_by_their_name(name: str) -> None:
    """Upper-case names in them are settings, as ``from_pyfile`` and ``from_object`` read them."""
    files = {name: "DEBUG = True\nlower = 1\nclass Production:\n A = 2\n"}
    assert [("DEBUG", "module", True), ("A", "class", 2)] == settings("", **files)


@pytest.mark.parametrize("name", ["configure", "reconfig", "models"])
def test_other_modules_are_none(name: str) -> None:
    """Whose names only look alike."""
    assert [] == settings("", **{name: "DEBUG = True\n"})


def test_a_setting_has_the_line_of_its_key() -> None:
    """And the class that declares it."""
    facts = source("class Config:\n A = (\n  1)\napp.config.update(\n B=1,\n C=2)").source
    assert [("A", 2, "Config"), ("B", 5, ""), ("C", 6, "")] == [
        (each.key, each.location.line, each.owner) for each in facts.settings
    ]

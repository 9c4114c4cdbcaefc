"""For whom a line of the source is."""

import pytest

from flask_hardened.audit.source.placing import (
    is_for_development,
    is_test_file,
    module_of,
    served,
    served_calls,
    served_functions,
    settings_in_force,
)
from tests.audit.asking_source import source


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("tests/app.py", True),
        ("shop/test_app.py", True),
        ("shop/app_test.py", True),
        ("conftest.py", True),
        ("docs\\conf.py", True),
        ("examples/app.py", True),
        ("shop/app.py", False),
        ("shop/contest.py", False),
        ("latest/app.py", False),
        (None, False),
    ],
)
def test_is_test_file(file: str | None, expected: bool) -> None:
    """By its name and its folders."""
    assert expected is is_test_file(file)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1", False),
        ("class Config: x = 1", False),
        ("class DevelopmentConfig: x = 1", True),
        ("class TestConfig: x = 1", True),
        ("def create_test_app(): x = 1", True),
        ("if app.debug: x = 1", True),
        ("if not app.debug: x = 1", False),
        ("if env == 'production': x = 1", False),
        ("if env != 'production': x = 1", True),
        ("if env == 'production': pass\nelse: x = 1", True),
        ("if app.debug: pass\nelse: x = 1", False),
        ("class Latest: x = 1", False),
    ],
)
def test_is_for_development(text: str, expected: bool) -> None:
    """By the class, the function, and the branch of a condition."""
    (module,) = source(text).source.modules
    assert expected is is_for_development(module, text.count("\n") + 1)


def test_served_leaves_examples_out_unless_there_is_nothing_else() -> None:
    """A folder that everything is in says nothing about it."""
    snapshot = source("x = 1", demo="y = 1")
    assert ["app.py"] == [module.file for module in served(snapshot.source)]


def test_settings_in_force() -> None:
    """Those of tests, and those that a class for production replaces, are not."""
    text = """
    class Config:
        DEBUG = True
        TESTING = True
    class ProductionConfig(Config):
        DEBUG = False
    class TestConfig(Config):
        TESTING = True
    """
    found = settings_in_force(source(text).source, "DEBUG", "TESTING")
    assert [("DEBUG", 6), ("TESTING", 4)] == sorted((each.key, each.location.line) for each in found)


@pytest.mark.parametrize(("name", "expected"), [("dev_settings", True), ("settings", False), ("devices", False)])
def test_is_for_development_by_the_file(name: str, expected: bool) -> None:
    """Its name says for whom it is."""
    modules = source("", **{name: "DEBUG = True"}).source.modules
    (module,) = [each for each in modules if each.name == name]
    assert expected is is_for_development(module, 1)


def test_served_calls_and_functions() -> None:
    """Each with the module that it stands in."""
    facts = source(
        "import os\nos.chmod(a, b)\ndef f(): pass", example="import os\nos.chmod(a, b)\ndef g(): pass"
    ).source
    (call,) = served_calls(facts, "os.chmod")
    assert ("app.py", ["f"]) == (module_of(facts, call).file, [each.name for each in served_functions(facts)])

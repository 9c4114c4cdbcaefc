"""The documentation says what the code does: nothing is missing, and every example runs."""

from __future__ import annotations

import ast
import importlib
import inspect
import logging
import re
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import click
import pytest
from flask import Flask

import flask_hardened
from flask_hardened.cli import hardened
from flask_hardened.extension import Hardened
from flask_hardened.options import option_fields
from flask_hardened.policy import FEATURES, PRESETS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path for path in [*DOCS.rglob("*.md"), ROOT / "README.md"] if "_build" not in path.parts)
PAGE_NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
OPTIONAL = (
    "redis", "memcached", "encryption", "wtf", "limiter", "cors", "sqlalchemy", "tokens", "argon2", "uploads", "s3", "bleach", "email", "audit",
)  # fmt: skip
"""The extras with what Flask-Hardened works beside, if an app has it."""
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)

sys.path.append(str(DOCS / "_ext"))
option_text = importlib.import_module("option_text")


def reference() -> str:
    """Return the text of all reference pages."""
    return "\n".join(path.read_text("utf-8") for path in sorted((DOCS / "reference").glob("*.*")))


@pytest.mark.parametrize("feature", FEATURES)
def test_every_option_is_documented(feature: str) -> None:
    """Each option has a docstring under it, and an entry of its own in the reference."""
    options_type = FEATURES[feature]
    written = option_text.field_docstrings(options_type)
    assert [] == [name for name in option_fields(options_type) if not written.get(name)]
    lines = list(option_text.feature_lines(feature))
    for name in option_fields(options_type):
        assert f"   .. py:attribute:: {name}" in lines
        assert f"``HARDENED_{feature.upper()}_{name.upper()}``" in "\n".join(lines)


def test_the_reference_of_options_is_generated() -> None:
    """The page of options is written from the dataclasses, so there is no second list."""
    assert ".. hardened-options::" in (DOCS / "reference/options.rst").read_text("utf-8")


@pytest.mark.parametrize("name", flask_hardened.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """Each public name has a docstring, and an entry in the reference; options have it through their generated page."""
    named = getattr(flask_hardened, name)
    assert not callable(named) or inspect.getdoc(named)
    if named in FEATURES.values():
        return
    entry = re.compile(
        rf"^\.\. (auto|py:)(class|function|exception|data|decorator):: (flask_hardened\.)?{name}\b", re.MULTILINE
    )
    assert entry.search(reference()), f"{name} has no entry under docs/reference/"


def test_every_command_is_documented() -> None:
    """The page of commands is written from the commands, each of which explains itself."""
    assert ".. hardened-commands::" in (DOCS / "reference/cli.rst").read_text("utf-8")
    assert isinstance(hardened, click.Group)
    assert [] == [name for name, command in hardened.commands.items() if not command.help]


def test_the_reference_of_events_is_generated() -> None:
    """The page of events is written from the vocabulary."""
    assert ".. hardened-events::" in (DOCS / "reference/events.rst").read_text("utf-8")


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_documented(preset: str) -> None:
    """Each preset is named in the README."""
    assert f"`{preset}`" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=PAGE_NAMES)
def test_the_examples_run(page: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Each Python example of a page runs after the ones before it, and the app it hardens starts.

    Where an example does not make its `app`, it is a new one.
    """
    monkeypatch.setenv("FLASK_DEBUG", "1")
    names: dict[str, Any] = {"__name__": "example"}
    for number, example in enumerate(EXAMPLE.findall(page.read_text("utf-8")), 1):
        names["app"] = Flask("example")
        names["app"].debug = True
        code = compile(example, f"{page.name}, example {number}", "exec", dont_inherit=True)
        exec(code, names)
        app = names["app"]
        if "hardened" in app.extensions:
            app.debug = True
            with caplog.at_level(logging.CRITICAL, "flask_hardened"):
                app.test_client().get("/", headers={"Host": "localhost"})
            faults = [record for record in caplog.records if record.name == "flask_hardened"]  # and no events
            assert [] == [record.getMessage() for record in faults if record.levelno >= logging.CRITICAL]


@pytest.mark.parametrize("page", [*PAGES, *DOCS.rglob("*.rst")], ids=lambda page: page.name)
def test_settings_named_in_prose_exist(page: Path) -> None:
    """Each ``HARDENED_*`` key that a page names is a key."""
    known = {"HARDENED_PRESET", "HARDENED_REQUIRE_ALL"}
    for feature, options_type in FEATURES.items():
        prefix = f"HARDENED_{feature.upper()}"
        known |= {prefix, *(f"{prefix}_{field.upper()}" for field in option_fields(options_type))}
    named = set(re.findall(r"HARDENED_[A-Z_]*[A-Z]", page.read_text("utf-8")))
    assert set() == named - known


@pytest.mark.parametrize("page", PAGES, ids=PAGE_NAMES)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A relative link names a file of the repository."""
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    relative = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    assert [] == [target for target in relative if not (page.parent / target).exists()]


def test_ci_runs_the_command_of_the_readme() -> None:
    """CI takes the test command out of the README, and the example app is served by the other one."""
    assert "$(.ci/readme-command 2)" in (ROOT / ".ci/run").read_text("utf-8")
    commands = re.findall(r"<!-- command \d -->\n```shell\n(.*)\n```", (ROOT / "README.md").read_text("utf-8"))
    serve, test = commands
    assert '".[demo]"' in serve
    assert "--app example_app run" in serve
    assert '".[test]"' in test
    assert test.endswith("python -m pytest")


def test_the_version_has_a_section_in_the_changelog() -> None:
    """What is installed is described."""
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert "Unreleased" == headings[0]
    assert setup["metadata"]["version"] in headings


def test_the_lowest_versions_are_those_that_setup_promises() -> None:
    """The constraints of the `min` environment pin exactly the lower bounds that an app may rely on."""
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    extras = setup["options.extras_require"]
    promised = [setup["options"]["install_requires"], *(extras[name] for name in OPTIONAL)]
    lines = [line.partition(";")[0].strip() for line in "\n".join(promised).splitlines() if line]
    bounds = dict(line.split(">=") for line in lines)
    pins = [line for line in (ROOT / "tests/min-constraints.txt").read_text("utf-8").splitlines() if "==" in line]
    assert bounds == {name: pin for name, pin in (line.split("==") for line in pins) if name in bounds}


def test_typed_usage_is_checked() -> None:
    """Every public name is used in the folder that mypy checks as users write it."""
    used = {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in sorted((ROOT / "tests/typing").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.Name, ast.Attribute))
    }
    assert [] == sorted(set(flask_hardened.__all__) - used)
    assert Hardened is flask_hardened.Hardened

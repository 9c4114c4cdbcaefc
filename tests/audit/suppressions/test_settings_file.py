"""Suppressions in TOML."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flask_hardened.audit.suppressions.settings_file import read_settings
from flask_hardened.audit.suppressions.suppression import Malformed, Suppression
from tests.audit.findings_for_tests import finding

SOUND = 'codes = ["FHD002"]\nreason = "why"\n'


def read(folder: Path, text: str, name: str = "hardened-audit.toml") -> list[Suppression | Malformed]:
    """Read one file."""
    (folder / name).write_text(text, "utf-8")
    return [*read_settings(folder, {"FHD002", "FHX001"})]


@pytest.mark.parametrize(
    ("place", "covered", "not_covered"),
    [
        ("", {"setting": "DEBUG"}, None),
        ('file = "shop/*.py"', {"file": "shop/a.py"}, {"file": "other/a.py"}),
        ('endpoint = "admin.*"', {"endpoint": "admin.index"}, {"endpoint": "index"}),
        ('setting = "DEBUG"', {"setting": "DEBUG"}, {"setting": "TESTING"}),
        ('setting = "DEBUG"', {"setting": "DEBUG"}, {"endpoint": "index"}),
    ],
)
def test_an_entry_covers_its_places(
    tmp_path: Path, place: str, covered: dict[str, Any], not_covered: dict[str, Any] | None
) -> None:
    """Everywhere, or where a pattern says."""
    (said,) = read(tmp_path, f"[[ignore]]\n{SOUND}{place}\n")
    assert said.covers(finding(**covered))
    assert not_covered is None or not said.covers(finding(**not_covered))
    assert not said.covers(finding("FHD003", **covered))


def test_pyproject_has_a_table_of_its_own(tmp_path: Path) -> None:
    """Both files count; what else is in it is not read."""
    read(tmp_path, f"[[ignore]]\n{SOUND}")
    text = f"[project]\nignore = 1\n[[tool.flask_hardened.audit.ignore]]\n{SOUND}until = 2027-01-31\n"
    said = read(tmp_path, text, "pyproject.toml")
    assert ["hardened-audit.toml", "pyproject.toml"] == [str(each.source) for each in said]
    assert date(2027, 1, 31) == said[1].until


@pytest.mark.parametrize("text", ["", "[project]\nname = 'a'\n", "[tool.other]\n"])
def test_projects_without_the_table_say_nothing(tmp_path: Path, text: str) -> None:
    """Nor does a folder without files."""
    assert [] == [*read_settings(tmp_path, set())]
    assert [] == read(tmp_path, text, "pyproject.toml")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[ignore]\n", "could not be read"),
        ("ignore = 1", "no list of tables"),
        ("ignore = [1]", "no table"),
        ("[[ignored]]\n", "Did you mean 'ignore'"),
        ("[[ignore]]\nreason = 'why'", "names no code"),
        ("[[ignore]]\ncodes = ['FHD002']", "no reason"),
        ("[[ignore]]\ncodes = 'FHD002'\nreason = 'why'", "no list of strings"),
        ("[[ignore]]\ncodes = ['FHD2']\nreason = 'why'", "No rule has the code"),
        ("[[ignore]]\ncodes = ['FHX001']\nreason = 'why'", "cannot be ignored"),
        (f"[[ignore]]\n{SOUND}path = 'a.py'", "There is no 'path'"),
        (f"[[ignore]]\n{SOUND}file = 1", "file is no string"),
        (f"[[ignore]]\n{SOUND}until = 'soon'", "is no day"),
        (f"[[ignore]]\n{SOUND}until = 2027-01-31T10:00:00", "until is no day"),
        (f"[[ignore]]\n{SOUND}until = true", "until is no day"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str, fault: str) -> None:
    """It suppresses nothing, and what is sound beside it does."""
    said = read(tmp_path, text)
    assert [Malformed] == [type(each) for each in said]
    assert fault in said[0].fault


def test_one_bad_entry_does_not_spoil_the_others(tmp_path: Path) -> None:
    """Each is read by itself."""
    said = read(tmp_path, f"[[ignore]]\n[[ignore]]\n{SOUND}")
    assert [Malformed, Suppression] == [type(each) for each in said]


def test_a_tool_table_that_is_none(tmp_path: Path) -> None:
    """A finding, and no crash."""
    assert [Malformed] == [type(each) for each in read(tmp_path, "tool = 1\n", "pyproject.toml")]

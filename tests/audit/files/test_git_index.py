"""The names in git's index; each form was compared with ``git ls-files``."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from flask_hardened.audit.files.git_index import tracked_names


def git(home: Path, *args: str) -> str:
    """Run git in a folder, without the settings of whoever runs the tests."""
    command = ["git", "-c", "core.autocrlf=false", *args]
    return subprocess.run(command, cwd=home, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def work_tree(tmp_path: Path) -> Path:
    """Return a work tree with files whose names share beginnings and have every length."""
    git(tmp_path, "init", "-q")
    for length in range(1, 20):
        path = tmp_path / "folder" / ("n" * length)
        path.parent.mkdir(exist_ok=True)
        path.write_text("", "utf-8")
    (tmp_path / "ö.txt").write_text("", "utf-8")
    git(tmp_path, "add", ".")
    return tmp_path


@pytest.mark.parametrize("version", [2, 3, 4])
def test_each_version_has_the_names_that_git_lists(work_tree: Path, version: int) -> None:
    """Version 3 has longer flags where a file is only announced; version 4 shortens names."""
    if version == 3:
        (work_tree / "announced").write_text("", "utf-8")
        git(work_tree, "add", "-N", "announced")
    else:
        git(work_tree, "update-index", "--index-version", str(version))
    assert version == (work_tree / ".git/index").read_bytes()[7]
    listed = frozenset(git(work_tree, "ls-files", "-z").split("\0")) - {""}
    assert listed == tracked_names(work_tree / ".git")


def test_a_repository_without_an_index_has_no_names(tmp_path: Path) -> None:
    """Nothing was added yet."""
    assert frozenset() == tracked_names(tmp_path)


@pytest.mark.parametrize(
    "raw", [b"", b"DIRC", b"other bytes!", b"DIRC\0\0\0\x09\0\0\0\0", b"DIRC\0\0\0\x02\0\0\0\x01" + bytes(8)]
)
def test_what_is_no_index_is_refused(tmp_path: Path, raw: bytes) -> None:
    """Cut off, of another kind, or of a later version."""
    (tmp_path / "index").write_bytes(raw)
    with pytest.raises((ValueError, IndexError)):
        tracked_names(tmp_path)

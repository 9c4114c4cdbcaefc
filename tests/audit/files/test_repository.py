"""What git knows of a project, read without git."""

from __future__ import annotations

from pathlib import Path

from flask_hardened.audit.files.repository import Repository, find_repository
from flask_hardened.audit.snapshot import Unchecked
from tests.audit.asking_files import Files, write


def repository(home: Path, files: Files, below: str = ".") -> Repository:
    """Return the repository that a folder lies in."""
    write(home, {".git/HEAD": "ref", **files})
    found = find_repository(home / below, lambda unchecked: None)
    assert found is not None
    return found


def test_files_of_patterns_are_joined(tmp_path: Path) -> None:
    """A folder's own patterns come after those above it; ``info/exclude`` comes first."""
    files = {
        ".gitignore": "*.cfg\n/secret/\n",
        "app/.gitignore": "!kept.cfg\nlocal.py\n",
        ".git/info/exclude": "notes.txt\nfirst.cfg\n",
    }
    found = repository(tmp_path.resolve(), files)
    left_out = ["a.cfg", "app/a.cfg", "secret/a", "app/local.py", "deep/notes.txt", "first.cfg"]
    kept = ["app/kept.cfg", "local.py", "app/secret/a", "a.py"]
    assert left_out == [name for name in [*left_out, *kept] if found.is_ignored(found.root / name)]


def test_a_file_below_a_folder_that_is_left_out_cannot_be_taken_back(tmp_path: Path) -> None:
    """Git does not look into such folders."""
    found = repository(tmp_path.resolve(), {".gitignore": "a/\n!a/b\n"})
    assert found.is_ignored(found.root / "a/b")


def test_the_repository_may_begin_above(tmp_path: Path) -> None:
    """The project is one folder of many; what lies outside the repository is not its matter."""
    found = repository(tmp_path.resolve(), {".gitignore": "*.env\n", "apps/shop/a.py": ""}, below="apps/shop")
    assert tmp_path.resolve() == found.root
    assert found.is_ignored(found.root / "apps/shop/prod.env")
    assert not found.is_ignored(found.root.parent / "prod.env")


def test_a_further_work_tree_says_where_its_files_are(tmp_path: Path) -> None:
    """``.git`` is a file there."""
    write(tmp_path, {"main/.git/worktrees/b/HEAD": "ref", "b/.git": "gitdir: ../main/.git/worktrees/b\n"})
    found = find_repository(tmp_path / "b", lambda unchecked: None)
    assert found is not None
    assert tmp_path.resolve() / "b" == found.root


def test_an_index_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """The patterns still count."""
    unchecked: list[Unchecked] = []
    write(tmp_path, {".git/HEAD": "ref", ".git/index": b"nonsense", ".gitignore": ".env\n"})
    found = find_repository(tmp_path, unchecked.append)
    assert ["the index of git"] == [each.what for each in unchecked]
    assert found is not None
    assert found.is_ignored(found.root / ".env")

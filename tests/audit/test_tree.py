"""Which files belong to a project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flask_hardened.audit.snapshot import Unchecked
from flask_hardened.audit.tree import Tree


def write(home: Path, *names: str) -> None:
    """Write empty files."""
    for name in names:
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def names(home: Path, *, hidden: bool = False) -> list[str]:
    """Return the project's files, relative to its folder; everything must have been read."""
    unchecked: list[Unchecked] = []
    found = [path.relative_to(home).as_posix() for path in Tree(home=home).files(unchecked.append, hidden=hidden)]
    assert [] == unchecked
    return found


def test_files_are_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Those of a folder before those of the folders in it; two runs report alike."""
    write(tmp_path, "b.py", "a.txt", "c/a.py", "a/z.py", "a/b/c.py", "C.py")
    assert ["C.py", "a.txt", "b.py", "a/z.py", "a/b/c.py", "c/a.py"] == names(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        ".git/config", "node_modules/x/a.py", "a/node_modules/a.py", "lib/python3.11/site-packages/x.py", "__pycache__/a.pyc",
        "build/lib/a.py", "dist/a.whl", ".tox/a.py", ".nox/a.py", ".eggs/a.py", "x.egg-info/PKG-INFO", ".mypy_cache/a.json",
        "bower_components/a.js",
    ],
)  # fmt: skip
def test_what_others_wrote_is_left_out(name: str, tmp_path: Path) -> None:
    """Also of hidden folders, where these are wanted."""
    write(tmp_path, "app.py", name)
    assert ["app.py"] == names(tmp_path, hidden=True)


@pytest.mark.parametrize("name", ["builder/a.py", "distribution/a.py", "a/building.py", "egg-info/a.py"])
def test_what_is_only_called_alike_is_kept(name: str, tmp_path: Path) -> None:
    """Whole names count."""
    write(tmp_path, name)
    assert [name] == names(tmp_path)


def test_hidden_files_are_for_those_who_ask(tmp_path: Path) -> None:
    """``.env`` is read by the collector of files, not by that of source."""
    write(tmp_path, "app.py", ".env", ".github/workflows/ci.yml", ".ebextensions/a.py")
    assert ["app.py"] == names(tmp_path)
    assert [".env", "app.py", ".ebextensions/a.py", ".github/workflows/ci.yml"] == names(tmp_path, hidden=True)


def test_virtual_environments_are_left_out(tmp_path: Path) -> None:
    """Known by ``pyvenv.cfg``, whatever they are called; but not when the project itself has such a file."""
    write(tmp_path, "app.py", "pyvenv.cfg", "mine/pyvenv.cfg", "mine/bin/activate_this.py", "mine/lib/a.py")
    assert ["app.py", "pyvenv.cfg"] == names(tmp_path)


def test_an_installed_package_can_be_read(tmp_path: Path) -> None:
    """What lies above the home does not count."""
    home = tmp_path / "site-packages" / "shop"
    write(home, "app.py", "views/a.py")
    assert ["app.py", "views/a.py"] == names(home)


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Neither out of the project nor in circles, neither folders nor files."""
    home = tmp_path / "home"
    write(tmp_path, "outside/secret.py")
    write(home, "app.py", "sub/a.py")
    (home / "out").symlink_to(tmp_path / "outside")
    (home / "circle").symlink_to(home)
    (home / "link.py").symlink_to(tmp_path / "outside" / "secret.py")
    assert ["app.py", "sub/a.py"] == names(home)


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    """Only regular files are files."""
    os.mkfifo(tmp_path / "pipe.py")
    write(tmp_path, "app.py")
    assert ["app.py"] == names(tmp_path)


def test_the_walk_ends(tmp_path: Path) -> None:
    """After so many files, which is said."""
    write(tmp_path, "a.py", "b.py", "c.py")
    unchecked: list[Unchecked] = []
    tree = Tree(home=tmp_path, largest_number=2)
    assert ["a.py", "b.py"] == [path.name for path in tree.files(unchecked.append)]
    assert ["there are more than 2"] == [each.reason for each in unchecked]


def test_a_folder_that_cannot_be_listed_is_said(tmp_path: Path) -> None:
    """By its name and the kind of the error."""
    unchecked: list[Unchecked] = []
    assert [] == [*Tree(home=tmp_path / "gone").files(unchecked.append)]
    assert [Unchecked(what="the folder gone", reason="FileNotFoundError")] == unchecked


@pytest.mark.parametrize(
    "name",
    ["tests/a.py", "test/a.py", "shop/tests/sub/a.py", "test_a.py", "shop/a_test.py", "conftest.py", "a.txt", "a.pyc"],
)
def test_tests_are_no_source_of_the_app(name: str, tmp_path: Path) -> None:
    """Nor is what is no Python."""
    write(tmp_path, name)
    assert [] == [*Tree(home=tmp_path).source_files(lambda unchecked: None)]


@pytest.mark.parametrize("name", ["testing.py", "contest.py", "latest/a.py", "attest.py", "a.pyw"])
def test_source_is_read(name: str, tmp_path: Path) -> None:
    """Names that only hold the word are no tests."""
    write(tmp_path, name)
    assert [name] == [
        path.relative_to(tmp_path).as_posix() for path in Tree(home=tmp_path).source_files(lambda unchecked: None)
    ]


def test_a_project_below_a_folder_of_tests_is_read(tmp_path: Path) -> None:
    """Only what lies below its home counts."""
    write(tmp_path, "tests/shop/app.py")
    assert 1 == len([*Tree(home=tmp_path / "tests" / "shop").source_files(lambda unchecked: None)])

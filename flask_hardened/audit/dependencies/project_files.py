"""Which files of a project say what it is built on, and what they say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..snapshot import Unchecked
from ..tree import Tree
from .facts import PythonVersion, Requirement, SourceRemark
from .lock_files import is_lock, read_lock
from .project_tables import read_pyproject, read_setup_cfg
from .reading import Gathered, text_of
from .requirement_lists import RequirementLists

_INSTALLED = frozenset({"site-packages", "dist-packages"})
DEEPEST = 4
"""How many folders below the project's a file may lie."""
_LIST = re.compile(r"(.*[-_.])?requirements?([-_.].*)?\.txt", re.IGNORECASE)
_LIST_FOLDERS = frozenset({"requirements", "reqs"})
_PYTHON = re.compile(r"^(?:python-|cpython-|cpython@)?(3(?:\.\d+){1,2})\s*$", re.MULTILINE)
_PYTHON_FILES = (".python-version", "runtime.txt")


@dataclass(frozen=True, kw_only=True)
class ProjectFiles:
    """What the files say."""

    requirements: tuple[Requirement, ...]
    remarks: tuple[SourceRemark, ...]
    pythons: tuple[PythonVersion, ...]


def read_project(home: Path, root: Path, note: Callable[[Unchecked], None]) -> ProjectFiles:
    """Read the lists, declarations and locks below `home`, but for those in folders of tests.

    :param root: files below it are named relative to it.
    :param note: told of what cannot be read.
    """
    gathered = Gathered(home=home, root=root, note=note)
    lists = RequirementLists(gathered)
    if home.name in _INSTALLED:  # an app of one module, installed: the files there are everybody's
        return ProjectFiles(requirements=(), remarks=(), pythons=())
    tree = Tree(home=home)
    near = (file for file in tree.files(note) if len(file.relative_to(home).parts) <= DEEPEST + 1)
    files = [file for file in near if not tree.is_test(file)]
    locked = {file.parent for file in files if is_lock(file.name)}
    for file in files:
        try:
            _read(file, lists, gathered, locked=file.parent in locked)
        except Exception as error:  # noqa: BLE001 - one odd file must not hide what the others say
            gathered.unread(file, type(error).__name__)
    for name in _PYTHON_FILES:
        _python(home / name, gathered)
    return ProjectFiles(
        requirements=tuple(sorted(gathered.requirements, key=lambda each: each.location.sort_key)),
        remarks=tuple(sorted(gathered.remarks, key=lambda each: (each.location.sort_key, each.about))),
        pythons=tuple(gathered.pythons),
    )


def _read(file: Path, lists: RequirementLists, gathered: Gathered, *, locked: bool) -> None:
    if _LIST.fullmatch(file.name) or (file.suffix == ".txt" and file.parent.name in _LIST_FOLDERS):
        lists.read(file)
    elif file.name == "pyproject.toml":
        read_pyproject(file, gathered, locked=locked)
    elif file.name == "setup.cfg":
        read_setup_cfg(file, gathered)
    elif is_lock(file.name):
        read_lock(file, gathered)


def _python(file: Path, gathered: Gathered) -> None:
    if not file.is_file():
        return
    try:
        found = _PYTHON.search(text_of(file))
    except (OSError, ValueError) as error:
        gathered.unread(file, type(error).__name__)
        return
    if found:
        gathered.pythons.append(PythonVersion(version=found[1], implementation="", location=gathered.place(file, 1)))

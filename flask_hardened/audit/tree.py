"""Which files belong to a project: its own, without installed packages, caches and what a build left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from stat import S_ISREG

from .snapshot import Unchecked

_NOT_OURS = frozenset(
    {"node_modules", "bower_components", "site-packages", "dist-packages", "__pycache__", "__pypackages__", "build",
     "dist", ".tox", ".nox", ".eggs", ".git", ".hg", ".svn", ".mypy_cache", ".pytest_cache", ".ruff_cache",
     ".hypothesis", ".cache", ".ipynb_checkpoints"}
)  # fmt: skip
_TEST_FOLDERS = frozenset({"tests", "test"})
_TEST_FILES = ("test_*.py", "*_test.py", "conftest.py")
LARGEST_SOURCE = 1_000_000
"""Bytes of the largest Python file that is read; what is larger was made by a program."""


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The files below a folder. Symbolic links are never followed; the order is that of the names."""

    home: Path
    largest_number: int = 50_000
    """How many files are looked at before the walk stops."""

    def files(self, note: Callable[[Unchecked], None], *, hidden: bool = False) -> Iterator[Path]:
        """Yield the project's files.

        Left out are virtual environments and installed packages (unless `home` itself is one), ``node_modules``,
        caches, what version control keeps, and what a build made (``build``, ``dist``, ``*.egg-info`` …).

        :param note: takes folders that cannot be listed, and the end of the walk where there are too many files.
        :param hidden: with files and folders whose names begin with a dot.
        """
        for count, path in enumerate(self._walk(note, hidden=hidden), 1):
            if count > self.largest_number:
                reason = f"there are more than {self.largest_number}"
                note(Unchecked(what=f"all the files below {self.home.name or 'the folder'}", reason=reason))
                return
            yield path

    def source_files(self, note: Callable[[Unchecked], None]) -> Iterator[Path]:
        """Yield the Python files of the served app.

        The project's own tests are none of them: what lies in folders called ``tests`` or ``test``, and files called
        ``test_*.py``, ``*_test.py`` or ``conftest.py``. They hold passwords and disable protections on purpose.
        """
        for path in self.files(note):
            if path.suffix in {".py", ".pyw"} and not self.is_test(path):
                yield path

    def is_test(self, path: Path) -> bool:
        """Whether a file below `home` is one of the project's tests."""
        folders = path.relative_to(self.home).parts[:-1]
        return not _TEST_FOLDERS.isdisjoint(folders) or any(fnmatch(path.name, pattern) for pattern in _TEST_FILES)

    def _walk(self, note: Callable[[Unchecked], None], *, hidden: bool) -> Iterator[Path]:
        folders = [self.home]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
                below = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
            except OSError as error:
                note(Unchecked(what=f"the folder {folder.name}", reason=type(error).__name__))
                continue
            if folder != self.home and any(entry.name == "pyvenv.cfg" for entry in entries):
                continue
            for entry in entries:
                if _is_regular(entry) and (hidden or not entry.name.startswith(".")):
                    yield folder / entry.name
            folders += [folder / entry.name for entry in reversed(below) if _is_ours(entry.name, hidden=hidden)]


def _is_regular(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file: no link, and no pipe, which would be waited for."""
    try:
        return S_ISREG(entry.stat(follow_symlinks=False).st_mode)
    except OSError:
        return False


def _is_ours(name: str, *, hidden: bool) -> bool:
    if name in _NOT_OURS or name.endswith((".egg-info", ".dist-info")):
        return False
    return hidden or not name.startswith(".")

"""What every user of the machine may read or write (CWE-732)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_IROTH, S_ISVTX, S_IWOTH, S_IXOTH

from flask import Flask

from ..collectors.view_source import shown_path
from ..finding import Location
from .beginning import beginning
from .facts import OpenFile, OpenKind
from .secrets.search import is_sample

_KEY_NAMES = frozenset({"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"})
_KEY_SUFFIXES = frozenset({".p12", ".pfx", ".jks", ".ppk"})
_DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})


def open_files(app: Flask | None, home: Path, files: Iterable[Path], root: Path) -> Iterator[OpenFile]:
    """Yield secrets that everybody can read, and what everybody can write: folders outermost, files one by one.

    A file counts only where each folder above it lets everybody through.
    """
    if os.name != "posix":
        return
    instance = Path(app.instance_path) if app is not None else home / "instance"
    folders = _Folders(home=home)
    said = {instance} if folders.outermost_writable(instance) == instance else set()
    for folder in said:
        yield _open("writable-instance", folder, root)
    for path in files:
        mode = _mode(path)
        writable = folders.outermost_writable(path.parent)
        if writable is not None and writable not in said:
            said.add(writable)
            yield _open("writable-folder", writable, root)
        elif writable is None and mode & S_IWOTH and folders.is_reached(path.parent):
            yield _open("writable-file", path, root)
        is_real = _is_secret(path) and not is_sample(path.relative_to(home))
        if is_real and mode & S_IROTH and folders.is_reached(path.parent):
            yield _open("readable-secret", path, root)


@dataclass(kw_only=True)
class _Folders:
    """What is known of folders, asked once each."""

    home: Path
    _writable: dict[Path, Path | None] = field(default_factory=dict)
    _reached: dict[Path, bool] = field(default_factory=dict)

    def outermost_writable(self, folder: Path) -> Path | None:
        """Return the outermost folder, from `home` to `folder`, that everybody can write to; None where none is."""
        if folder not in self._writable:
            above = None if folder == self.home else self._above(folder)
            mode = _mode(folder)
            here = bool(mode & S_IWOTH) and not mode & S_ISVTX and self.is_reached(folder.parent)
            self._writable[folder] = above or (folder if here else None)
        return self._writable[folder]

    def _above(self, folder: Path) -> Path | None:
        return self.outermost_writable(folder.parent) if folder.is_relative_to(self.home) else None

    def is_reached(self, folder: Path) -> bool:
        """Whether everybody may pass through `folder` and those above it."""
        if folder not in self._reached:
            above = folder.parent == folder or self.is_reached(folder.parent)
            self._reached[folder] = above and bool(_mode(folder) & S_IXOTH)
        return self._reached[folder]


def _open(kind: OpenKind, path: Path, root: Path) -> OpenFile:
    return OpenFile(kind=kind, location=Location(file=shown_path(str(path), root)))


def _is_secret(path: Path) -> bool:
    name = path.name.lower()
    if name == ".env" or (name.startswith(".env.") and not is_sample(Path(name))):
        return True
    if name in _KEY_NAMES or path.suffix.lower() in _KEY_SUFFIXES:
        return True
    if path.suffix.lower() in {".pem", ".key"}:
        return b"PRIVATE KEY-----" in beginning(path)
    return path.suffix.lower() in _DATABASES and beginning(path).startswith(b"SQLite format 3\0")


def _mode(path: Path) -> int:
    """Return the mode of a file or folder, of a link that of its target; 0 where it cannot be told."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0

"""What git knows of the project's files, read from its own files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..snapshot import Unchecked
from .git_index import tracked_names
from .gitignore import Pattern, parse, verdict

_LARGEST = 1_000_000
"""Bytes of the largest list of patterns that is read."""


@dataclass(frozen=True, kw_only=True)
class Repository:
    """A work tree."""

    root: Path
    tracked: frozenset[str]
    """What the index holds, relative to `root`."""
    excluded: tuple[Pattern, ...] = ()
    """Of ``info/exclude``."""
    _patterns: dict[Path, tuple[Pattern, ...]] = field(default_factory=dict, repr=False)

    def is_tracked(self, path: Path) -> bool:
        """Whether the index holds `path`."""
        return self._inside(path) in self.tracked

    def is_ignored(self, path: Path) -> bool:
        """Whether git leaves an untracked `path` out: itself, or a folder above it."""
        inside = self._inside(path)
        if inside is None or inside in self.tracked:
            return False
        parts = inside.split("/")
        return any(
            self._leaves_out("/".join(parts[:depth]), is_folder=depth < len(parts))
            for depth in range(1, len(parts) + 1)
        )

    def _inside(self, path: Path) -> str | None:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else None

    def _leaves_out(self, inside: str, *, is_folder: bool) -> bool:
        result = verdict(self.excluded, inside, is_folder=is_folder)
        folder, rest = self.root, inside
        while True:
            result = _later(result, verdict(self._read(folder), rest, is_folder=is_folder))
            head, slash, tail = rest.partition("/")
            if not slash:
                return bool(result)
            folder, rest = folder / head, tail

    def _read(self, folder: Path) -> tuple[Pattern, ...]:
        if folder not in self._patterns:
            self._patterns[folder] = _patterns_of(folder / ".gitignore")
        return self._patterns[folder]


def find_repository(home: Path, note: Callable[[Unchecked], None]) -> Repository | None:
    """Return the work tree that `home` lies in, or None.

    :param note: takes an index that cannot be read; then only what ``.gitignore`` says is known.
    """
    for root in _upwards(home.resolve()):
        git_folder = _git_folder(root)
        if git_folder is not None:
            try:
                tracked = tracked_names(git_folder)
            except (OSError, ValueError, IndexError) as error:
                note(Unchecked(what="the index of git", reason=type(error).__name__))
                tracked = frozenset()
            return Repository(root=root, tracked=tracked, excluded=_patterns_of(git_folder / "info" / "exclude"))
    return None


def _later(result: bool | None, later: bool | None) -> bool | None:
    return result if later is None else later


def _upwards(home: Path) -> Iterator[Path]:
    yield home
    yield from home.parents


def _git_folder(root: Path) -> Path | None:
    """Return where git keeps its files; a further work tree has a file ``.git`` that says where."""
    place = root / ".git"
    try:
        if (place / "HEAD").is_file():
            return place
        if place.is_file():
            target = place.read_text("utf-8", "replace").removeprefix("gitdir:").strip()
            folder = root / target
            return folder if (folder / "HEAD").is_file() else None
    except OSError:
        pass
    return None


def _patterns_of(path: Path) -> tuple[Pattern, ...]:
    try:
        return parse(path.read_text("utf-8", "replace")) if path.is_file() and path.stat().st_size <= _LARGEST else ()
    except OSError:
        return ()

"""Collects the app's own Python source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..snapshot import Unchecked
from ..source.builder import build
from ..source.facts import SourceFacts
from ..tree import Tree
from .view_source import shown_path

Note = Callable[[Unchecked], None]


def collect_source(home: Path, root: Path, note: Note) -> SourceFacts:
    """Read every Python file of the project but its own tests.

    :param home: the folder the project's files are below.
    :param root: files below it are named relative to it.
    :param note: takes files that cannot be read or parsed.
    """
    tree = Tree(home=home)
    return build(tree.source_files(note), home, lambda path: shown_path(str(path), root), note)

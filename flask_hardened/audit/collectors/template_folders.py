"""Where the templates of a project lie, as far as its files tell."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..snapshot import Unchecked
from ..source.builder import build
from ..tree import Tree

_OPTION = "template_folder"


def template_folders(tree: Tree, files: Sequence[Path]) -> list[Path]:
    """Return the folders of templates: those called ``templates``, and what ``template_folder=`` names.

    :param files: the project's files; those of its tests are left out.
    """
    found = dict.fromkeys(_called_templates(tree, files))
    found.update(dict.fromkeys(_named_in_source(tree, files)))
    return [*found]


def _called_templates(tree: Tree, files: Sequence[Path]) -> Iterator[Path]:
    if tree.home.name == "templates":
        yield tree.home
    for path in files:
        parts = path.relative_to(tree.home).parts[:-1]
        if "templates" in parts and not tree.is_test(path):
            yield tree.home.joinpath(*parts[: parts.index("templates") + 1])


def _named_in_source(tree: Tree, files: Sequence[Path]) -> Iterator[Path]:
    naming = [path for path in files if path.suffix == ".py" and not tree.is_test(path) and _mentions(path)]
    if not naming:
        return
    places = {str(number): path for number, path in enumerate(naming)}
    numbers = {path: number for number, path in places.items()}
    facts = build(naming, tree.home, numbers.__getitem__, _passed_over)
    home = os.path.realpath(tree.home)
    for module in facts.modules:
        for call in module.calls:
            given = call.argument(None, _OPTION)
            if given is not None and isinstance(given.constant, str):
                # As Flask reads it: from the folder of the module on.
                folder = Path(os.path.normpath(places[module.file].parent / given.constant))
                if folder.is_dir() and os.path.realpath(folder).startswith(home + os.sep):
                    yield folder


def _mentions(path: Path) -> bool:
    try:
        return _OPTION.encode() in path.read_bytes()
    except OSError:
        return False


def _passed_over(unchecked: Unchecked) -> None:
    """What cannot be parsed is reported by the collector of source."""

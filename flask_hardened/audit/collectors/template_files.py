"""Collects the templates below a folder, without the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound

from ..snapshot import TemplateFacts, Unchecked
from ..tree import Tree
from .lenient_jinja import LenientEnvironment
from .template_folders import template_folders
from .templates import Inventory, Review, read_templates
from .view_source import shown_path

_LARGEST = 1_000_000
_SNIFFED = 1_024


def collect_template_files(
    home: Path, root: Path, note: Callable[[Unchecked], None], inventory: Inventory, review: Review
) -> TemplateFacts:
    """Read the templates below `home`: what lies in folders called ``templates``, or named as ``template_folder``.

    Nothing is known of the app's extensions, filters and loaders, so tags and filters may be called anything, and a
    template that is extended or included is looked for beside the one that names it first.

    :param home: the project's folder.
    :param root: files below it are named relative to it.
    :param note: takes templates that cannot be read.
    """
    tree = Tree(home=home)
    files = [*tree.files(note)]
    folders = template_folders(tree, files)
    found = _Found(folders)
    for path in files:
        if not tree.is_test(path):
            found.add(path, shown_path(str(path), root))
    environment = _Environment(found)
    inline, remarks = read_templates(environment, [*found.paths], root, note, inventory, review)
    return TemplateFacts(names=tuple(sorted({*found.names.values()})), inline=inline, remarks=remarks)


class _Found:
    """The templates, by what reports call them: names are only unique within one folder."""

    def __init__(self, folders: list[Path]) -> None:
        # The deepest first, so that a folder within another keeps what is its own.
        self.folders = sorted(folders, key=lambda folder: (-len(folder.parts), str(folder)))
        self.paths: dict[str, Path] = {}
        self.names: dict[str, str] = {}
        """Shown → as the app would call it."""
        self._by_name: dict[str, list[str]] = {}
        self._folder_of: dict[str, Path] = {}

    def add(self, path: Path, shown: str) -> None:
        folder = next((each for each in self.folders if path.is_relative_to(each)), None)
        if folder is None or path.suffix in {".py", ".pyc"} or _is_binary(path):
            return
        name = path.relative_to(folder).as_posix()
        self.paths[shown] = path
        self.names[shown] = name
        self._folder_of[shown] = folder
        self._by_name.setdefault(name, []).append(shown)

    def referred(self, name: str, shown: str) -> str:
        """Return which template is meant where `shown` extends or includes `name`."""
        candidates = self._by_name.get(name, [])
        beside = [each for each in candidates if self._folder_of[each] == self._folder_of.get(shown) and each != shown]
        others = [each for each in candidates if each != shown]
        return (beside or others or candidates or [name])[0]


class _Environment(LenientEnvironment):
    def __init__(self, found: _Found) -> None:
        super().__init__(_Loader(found.paths))
        self._found = found

    def join_path(self, template: str, parent: str) -> str:
        return self._found.referred(template, parent)


class _Loader(BaseLoader):
    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = self._paths.get(template)
        if path is None:
            raise TemplateNotFound(template)
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise OverflowError
        return content.decode("utf-8-sig"), str(path), lambda: True


def _is_binary(path: Path) -> bool:
    """Whether it is an image, a font or the like; what cannot be opened is left to be reported."""
    try:
        with path.open("rb") as file:
            return b"\0" in file.read(_SNIFFED)
    except OSError:
        return False

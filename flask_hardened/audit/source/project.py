"""The modules of a project, and what their dotted names stand for."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .bindings import Binding, Scope, Site
from .facts import MISSING
from .following import Following
from .scanning import Scan


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a module comes from."""

    path: Path
    name: str
    """Dotted, from the first folder without ``__init__.py`` on."""
    folder: Path
    """The folder that has to be on the path to import it by this name."""


def origin_of_file(path: Path, packages: set[Path]) -> Origin:
    """Return the name under which a file is imported.

    :param packages: the folders that hold an ``__init__.py``.
    """
    parts = [] if path.stem == "__init__" else [path.stem]
    folder = path.parent
    while folder in packages and folder != folder.parent:
        parts.append(folder.name)
        folder = folder.parent
    return Origin(path=path, name=".".join(reversed(parts)) or path.parent.name, folder=folder)


@dataclass
class Project:
    """All modules, and their classes and functions by dotted name."""

    home: Path
    scans: dict[str, Scan] = field(default_factory=dict)
    """Key → module. The key is the module's name; where several have one name, the path below `home`."""
    classes: dict[str, Scope] = field(default_factory=dict)
    functions: dict[str, Scope] = field(default_factory=dict)
    _folders: dict[str, Path] = field(default_factory=dict)
    _aliases: dict[str, list[str]] = field(default_factory=dict)
    origins: Following[str] = field(default_factory=lambda: Following(""))
    constants: Following[Any] = field(default_factory=lambda: Following(MISSING))
    texts: Following[list[tuple[ast.expr, Site]] | None] = field(default_factory=lambda: Following([]))
    built: Following[bool] = field(default_factory=lambda: Following(False))
    carried: Following[int] = field(default_factory=lambda: Following(0))
    on_g: dict[str, list[Binding]] = field(default_factory=dict)
    """Attribute of ``flask.g`` → what the project assigns to it."""
    rules: dict[str, list[str | None]] = field(default_factory=dict)
    """Dotted name of each view → its URL rules, None for one that is not known."""
    inner_scopes: dict[int, Scope] = field(default_factory=dict)
    """id of a lambda or comprehension → its scope."""

    def add(self, key: str, origin: Origin, scan: Scan) -> None:
        """Add a module."""
        self.scans[key] = scan
        self._folders[key] = origin.folder
        names = {key, origin.name, self._path_name(origin.path)}
        for name in names:
            self._aliases.setdefault(name, []).append(key)
        self.inner_scopes.update(scan.scopes)
        for scope, _ in scan.classes:
            self.classes[scope.dotted] = scope
        for scope, _ in scan.functions:
            self.functions[scope.dotted] = scope

    def _path_name(self, path: Path) -> str:
        parts = path.relative_to(self.home).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def keys_of(self, origins: Iterable[Origin]) -> dict[Path, str]:
        """Return a key for each file."""
        by_name: dict[str, list[Origin]] = {}
        for origin in origins:
            by_name.setdefault(origin.name, []).append(origin)
        return {
            each.path: each.name if len(same) == 1 else self._path_name(each.path) or each.name
            for same in by_name.values()
            for each in same
        }

    def module(self, name: str, importer: str) -> str | None:
        """Return the key of the module that is imported by this name from the module `importer`; None if it is foreign.

        A file hides a module of the standard library or an installed package only for what lies beside it.
        """
        found = self._aliases.get(name)
        if not found:
            return None
        folder = self._folders.get(importer)
        beside = [key for key in found if self._folders[key] == folder]
        if beside:
            return beside[0]
        if name.partition(".")[0] in sys.stdlib_module_names or len(found) > 1:
            return None
        return found[0]

    def module_below(self, name: str) -> str | None:
        """Return the key of the only module that goes by this name."""
        found = self._aliases.get(name, ())
        return found[0] if len(found) == 1 else None

    def of_import(self, dotted: str, importer: str) -> tuple[str, list[str]] | None:
        """Split an imported name into the key of a project's module and the rest; None if it is foreign."""
        parts = dotted.split(".")
        for length in range(len(parts), 0, -1):
            key = self.module(".".join(parts[:length]), importer)
            if key is not None:
                return key, parts[length:]
        return None

"""Which module of the package imports which, read from the source."""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import flask_hardened

PACKAGE = "flask_hardened"
ROOT = Path(flask_hardened.__file__).parent


@dataclass(frozen=True)
class Import:
    """`importer` imports the module `imported`."""

    importer: str
    imported: str
    typing_only: bool = False
    """It stands under ``if TYPE_CHECKING``."""
    deferred: bool = False
    """It stands in a function, and runs when that is called."""


@cache
def modules() -> tuple[str, ...]:
    """Return the dotted names of all modules and packages of the package, itself included."""
    found = pkgutil.walk_packages([str(ROOT)], f"{PACKAGE}.")
    return (PACKAGE, *(module.name for module in found if not module.name.endswith("__main__")))


def source_of(module: str) -> Path:
    """Return the file of a module."""
    stem = ROOT.parent.joinpath(*module.split("."))
    return stem / "__init__.py" if stem.is_dir() else stem.with_suffix(".py")


@cache
def imports() -> tuple[Import, ...]:
    """Return each import of one of our modules by another."""
    return tuple(found for module in modules() for found in _imports_of(module))


def _imports_of(module: str) -> Iterator[Import]:
    tree = ast.parse(source_of(module).read_text("utf-8"))
    yield from _walk(tree, module, typing_only=False, deferred=False)


def _walk(node: ast.AST, module: str, *, typing_only: bool, deferred: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            for name in _targets(child, module):
                yield Import(module, name, typing_only, deferred)
        typing_block = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
        function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
        yield from _walk(child, module, typing_only=typing_only or typing_block, deferred=deferred or function)


def _targets(node: ast.Import | ast.ImportFrom, module: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.split(".")[0] == PACKAGE)
        return
    origin = node.module or ""
    if node.level:
        is_package = source_of(module).name == "__init__.py"
        parts = module.split(".")[: len(module.split(".")) - node.level + (1 if is_package else 0)]
        origin = ".".join([*parts, *filter(None, [node.module])])
    if origin.split(".")[0] != PACKAGE:
        return
    for alias in node.names:
        inner = f"{origin}.{alias.name}"
        yield inner if inner in modules() else origin

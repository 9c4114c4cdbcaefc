"""For whom a line of the source is: for those who are served, or for tests and a developer's machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import takewhile

from .facts import Call, Function, Module, Setting, SourceFacts
from .naming import said_in, words
from .surroundings import around, covers

_SEPARATOR = re.compile(r"[/\\]")


_DEVELOPMENT = frozenset(
    {
        *("dev", "devel", "develop", "development", "develconfig", "debug", "local", "localhost", "test"),
        *("tests", "testing", "tester", "pytest", "unittest", "fixture", "fixtures", "conftest", "example"),
        *("examples", "sample", "samples", "demo", "demos", "tutorial", "docs", "doc", "benchmark"),
        *("benchmarks", "bench", "mock", "mocks", "ci", "fake", "e2e", "playground", "sandbox"),
    }
)


_PRODUCTION = frozenset({"prod", "production", "live"})


_TESTS = frozenset(
    {
        *("test", "tests", "testing", "conftest", "fixture", "fixtures", "pytest", "example", "examples"),
        *("sample", "samples", "demo", "demos", "docs", "benchmarks"),
    }
)


def is_test_file(file: str | None) -> bool:
    """Tell whether a file holds tests, examples or documentation, by its name and its folders."""
    *folders, name = _SEPARATOR.split((file or "").lower())
    stem = name.removesuffix(".py")
    return (
        not _TESTS.isdisjoint(folders)
        or stem in _TESTS
        or stem.startswith(("test_", "tests_"))
        or stem.endswith(("_test", "_tests"))
    )


def is_for_development(module: Module, line: int) -> bool:
    """Tell whether a line is meant for a developer's machine or for tests.

    The name of the file says so, or of the class or function around it, or the condition.
    """
    name = _SEPARATOR.split(module.file)[-1]
    if not _DEVELOPMENT.isdisjoint(words(name.removesuffix(".py"))):
        return True
    return any(_names_development(statement, line) for statement in around(module.tree, line))


def _names_development(statement: ast.stmt, line: int) -> bool:
    if isinstance(statement, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        found = set(words(statement.name))
        return bool(found & _DEVELOPMENT)
    if not isinstance(statement, ast.If):
        return False
    said = {word for text in said_in(statement.test) for word in words(text)}
    inside = any(covers(each, line) for each in statement.body) != _is_negated(statement.test)
    return (inside and bool(said & _DEVELOPMENT)) or (not inside and bool(said & _PRODUCTION))


def _is_negated(test: ast.expr) -> bool:
    if isinstance(test, ast.Compare):
        return isinstance(test.ops[0], (ast.NotEq, ast.NotIn, ast.IsNot))
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)


def module_of(source: SourceFacts, call: Call) -> Module:
    """Return the module that a call stands in."""
    return next(module for module in source.modules if module.file == call.location.file)


def served(source: SourceFacts) -> Iterator[Module]:
    """Yield the modules that are no tests, examples or documentation, seen from the project's own folder."""
    files = _served_files(source)
    return (module for module in source.modules if module.file in files)


def _served_files(source: SourceFacts) -> frozenset[str]:
    """Return the files below the folder that all have in common: where that is a folder of tests, it says nothing."""
    files = [module.file for module in source.modules]
    folders = [_SEPARATOR.split(file)[:-1] for file in files]
    shared = sum(1 for _ in takewhile(lambda names: len(set(names)) == 1, zip(*folders, strict=False)))
    return frozenset(file for file in files if not is_test_file("/".join(_SEPARATOR.split(file)[shared:])))


def served_calls(source: SourceFacts, *targets: str) -> Iterator[Call]:
    """Yield the calls of any of these, but those in tests, examples and documentation."""
    found = list(source.calls(*targets))
    files = _served_files(source) if found else frozenset()
    return (call for call in found if call.location.file in files)


def served_functions(source: SourceFacts) -> Iterator[Function]:
    """Yield the functions, but those in tests, examples and documentation."""
    return (function for module in served(source) for function in module.functions)


def settings_in_force(source: SourceFacts, *keys: str) -> Iterator[Setting]:
    """Yield the settings of these keys that production may run with.

    These are none for development and tests, and none that a class for production replaces.
    """
    for module in served(source):
        for setting in module.settings:
            line = setting.location.line or 0
            if setting.key.upper() in keys and not is_for_development(module, line) and not _replaced(module, setting):
                yield setting


def _replaced(module: Module, setting: Setting) -> bool:
    """Whether it is the default of a base class, which a class for production sets otherwise."""
    if setting.how != "class":
        return False
    return any(
        other.key == setting.key
        and other.location != setting.location
        and other.value.constant != setting.value.constant
        and any(_is_for_production(each) for each in around(module.tree, other.location.line or 0))
        for other in module.settings
    )


def _is_for_production(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ClassDef) and not _PRODUCTION.isdisjoint(words(statement.name))

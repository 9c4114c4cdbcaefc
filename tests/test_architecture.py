"""The package keeps the shape that CONTRIBUTING.md describes."""

from __future__ import annotations

import ast
import dataclasses
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from flask_hardened.options import Options
from flask_hardened.policy import FEATURES, PRESETS, Features, Policy
from flask_hardened.protection import Protection
from flask_hardened.protections import CATALOG
from tests.imports import ROOT, Import, imports, modules

TESTS = Path(__file__).parent
ROOMS = "flask_hardened.protections"
WIRING = frozenset(f"flask_hardened.{name}" for name in ("extension", "cli", "policy", "talisman", "limiter"))
"""What knows the rooms; no room knows it."""
FEATURES_WITHOUT_ROOM = frozenset({"events", "storage"})
"""Part of the core, because every room uses it."""
VAGUE = frozenset({"utils", "util", "helpers", "helper", "manager", "base", "data", "common", "misc"})


def room_of(module: str) -> str | None:
    """Return the room a module lies in: ``csp`` for ``flask_hardened.protections.csp.options``."""
    inner = module.removeprefix(f"{ROOMS}.")
    return None if inner == module else inner.partition(".")[0]


def shown(found: list[Import]) -> list[str]:
    """Return imports in a readable form."""
    return [f"{item.importer} imports {item.imported}" for item in found]


def test_rooms_do_not_import_each_other() -> None:
    """What a room needs to know of another one it reads from the policy."""
    wrong = [
        item
        for item in imports()
        if room_of(item.importer) and room_of(item.imported) and room_of(item.importer) != room_of(item.imported)
    ]
    assert [] == shown(wrong)


def test_rooms_do_not_import_what_wires_them() -> None:
    """A room can be read, tested and removed without the wiring; only a type may be named."""
    wrong = [
        item
        for item in imports()
        if room_of(item.importer) and item.imported in {*WIRING, ROOMS, "flask_hardened"} and not item.typing_only
    ]
    assert [] == shown(wrong)


def test_the_core_knows_no_room() -> None:
    """Only the wiring and the catalog import rooms."""
    wrong = [
        item
        for item in imports()
        if room_of(item.imported)
        and not room_of(item.importer)
        and item.importer not in {*WIRING, ROOMS, "flask_hardened"}
        and not item.typing_only
    ]
    assert [] == shown(wrong)


def test_the_policy_imports_options_only() -> None:
    """Of a room, the policy needs the options."""
    used = {item.imported for item in imports() if item.importer == "flask_hardened.policy" and room_of(item.imported)}
    assert {f"{ROOMS}.{name}.options" for name in FEATURES if name not in FEATURES_WITHOUT_ROOM} == used


def test_no_import_runs_in_a_circle() -> None:
    """The modules can be put in an order in which each one needs only those before it."""
    needs: dict[str, set[str]] = {module: set() for module in modules()}
    for item in imports():
        if not item.typing_only and not item.deferred and item.imported not in (item.importer, "flask_hardened"):
            needs[item.importer].add(item.imported)
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        pytest.fail(f"imports run in a circle: {' -> '.join(error.args[1])}")
    assert order.index("flask_hardened.errors") < order.index("flask_hardened.protection") < order.index(ROOMS)


@pytest.mark.slow
def test_each_module_imports_alone() -> None:
    """No module relies on another one having been imported before, and none warns.

    The packages above it are left empty, because they would import everything.
    """
    program = """
import importlib, sys, types
root, *names = sys.argv[1:]
for name in names:
    for known in [known for known in sys.modules if known.partition(".")[0] == "flask_hardened"]:
        del sys.modules[known]
    above = [package for package in ("flask_hardened", "flask_hardened.protections") if name.startswith(f"{package}.")]
    for package in above:
        empty = sys.modules[package] = types.ModuleType(package)
        empty.__path__ = [f"{root}/{package.replace('.', '/')}"]
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(f"{name}: {error!r}")
"""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(ROOT.parent), *modules()],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ("", "") == (ran.stdout, ran.stderr)


def test_catalog_and_policy_agree() -> None:
    """Each room has its options in the policy, under its own name, and each feature has a room."""
    rooms = {room.feature: room for room in CATALOG}
    assert len(CATALOG) == len(rooms)
    assert set(FEATURES) - FEATURES_WITHOUT_ROOM == set(rooms)
    assert {name: FEATURES[name] for name in rooms} == {name: room.options_type for name, room in rooms.items()}
    assert set(FEATURES) == {field.name for field in dataclasses.fields(Policy)} - {"preset"}
    assert set(FEATURES) <= set(Features.__annotations__)


@pytest.mark.parametrize("room", CATALOG, ids=lambda room: room.feature)
def test_a_room_is_furnished_like_the_others(room: type[Protection]) -> None:
    """A room is the folder named after its feature, with options, the protection, and tests of its own."""
    folder = f"{ROOMS}.{room.feature}"
    assert (f"{folder}.protection", f"{folder}.options") == (room.__module__, room.options_type.__module__)
    assert f"{room.feature.title().replace('_', '')}Options" == room.options_type.__name__
    assert list((TESTS / "protections" / room.feature).glob("test_*.py")), f"{room.feature} has no tests"


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_name_real_options(preset: str) -> None:
    """What a preset changes exists, and is accepted."""
    for feature, values in PRESETS[preset].items():
        made: Options = FEATURES[feature](**values)
        assert set(values) == made.given


def test_no_module_has_a_vague_name() -> None:
    """A module is named after what is in it."""
    assert [] == [module for module in modules() if module.rpartition(".")[2] in VAGUE]


def test_every_test_states_the_behaviour() -> None:
    """Each test function has a docstring."""
    silent = [
        f"{path.relative_to(TESTS)}: {node.name}"
        for path in sorted(TESTS.rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert [] == silent


def test_no_test_is_switched_off() -> None:
    """Tests are skipped for a missing program only, and all in the same way."""
    pattern = re.compile(r"mark\.(skip|skipif|xfail)\b|pytest\.(skip|xfail|importorskip)\(")
    found = [
        f"{path.relative_to(TESTS)}: {line.strip()}"
        for path in sorted(TESTS.rglob("*.py"))
        if path.name != "requirements.py" and path != Path(__file__)
        for line in path.read_text("utf-8").splitlines()
        if pattern.search(line)
    ]
    assert [] == found

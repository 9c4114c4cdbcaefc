"""The shop with every fault: what is expected is found, and nothing else is claimed for sure."""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from flask_hardened.audit.collection import Wanted, collect, collect_folder
from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import Report, run
from flask_hardened.audit.finding import Confidence, Finding
from flask_hardened.protections import CATALOG
from tests.audit.asking import INSPECTORS

LEAKY = Path(__file__).parents[1] / "apps/leaky"
_ONE = r"FH[A-Z][0-9]{3}(?:\[.*?\](?=,|\s|$))?"
_EXPECTED = re.compile(rf"expect( below)?: ({_ONE}(?:, {_ONE})*)")
_PARTS = re.compile(r"(FH[A-Z][0-9]{3})(?:\[(.*?)\](?=,|\s|$))?")
Place = tuple[str, str]
"""A code, and where: ``file:line``, or the name of a setting or an endpoint; ``app`` for what has no place."""


def expected() -> Counter[Place]:
    """Return what the comments of the shop announce."""
    found: Counter[Place] = Counter()
    for file in sorted(LEAKY.rglob("*")):
        if not file.is_file() or file.suffix in (".pyc", ".md"):
            continue
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            for below, listed in _EXPECTED.findall(line):
                for code, name in _PARTS.findall(listed):
                    found[code, name or f"{file.relative_to(LEAKY).as_posix()}:{number + bool(below)}"] += 1
    return found


def place(finding: Finding) -> Place:
    """Return where a finding is, as the comments say it."""
    where = finding.location
    if where.file and where.line:
        return finding.code, f"{where.file}:{where.line}"
    return finding.code, where.setting or where.endpoint or where.file or "app"


def of_this_machine(finding: Finding) -> bool:
    """Tell whether a finding is about what is installed beside the tests, or about modes that a copy gets."""
    return finding.code in ("FHW011", "FHW012") or (finding.code.startswith("FHY") and finding.location.file is None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the shop that can be imported."""
    folder = tmp_path_factory.mktemp("shop") / "leaky"
    shutil.copytree(LEAKY, folder)
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "leaky"]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    """What the audit says of the running shop."""
    app = import_module("leaky").create_app()
    snapshot = collect(app, INSPECTORS, folder, Wanted())
    return run(find_rules(CATALOG), snapshot, folder)


def test_there_are_sixty_faults_of_all_kinds() -> None:
    """In Python, templates, settings, files and requirements; of most rooms and topics."""
    announced = expected()
    assert sum(announced.values()) >= 60
    assert len({code for code, _ in announced}) >= 50
    assert len({code[2] for code, _ in announced}) >= 15


def test_every_fault_is_found(report: Report) -> None:
    """Where the comments say."""
    assert not report.failed
    found = {place(finding) for finding in report.findings}
    assert [] == sorted(expected().keys() - found)


def test_nothing_else_is_found_for_sure(report: Report) -> None:
    """What has a high confidence is announced, every single finding."""
    sure = Counter(
        place(finding)
        for finding in report.findings
        if finding.confidence is Confidence.HIGH and not of_this_machine(finding)
    )
    assert [] == sorted((sure - expected()).elements())


def test_a_folder_is_read_without_running_it(folder: Path) -> None:
    """What needs no app is found without it, and nothing of the shop is imported."""
    before = {name for name in sys.modules if name.partition(".")[0] == "leaky"}
    report = run(find_rules(CATALOG), collect_folder(folder, INSPECTORS, Wanted()), folder)
    assert before == {name for name in sys.modules if name.partition(".")[0] == "leaky"}
    found = {place(finding) for finding in report.findings}
    from_source = {each for each in expected() if each[1].startswith("leaky/") and ".py:" in each[1]}
    assert len(from_source & found) >= 40

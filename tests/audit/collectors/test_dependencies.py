"""What the app is built on, collected."""

from __future__ import annotations

import platform
import socket
import sys
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from flask_hardened.audit.collection import Wanted, collect
from flask_hardened.audit.collectors.dependencies import collect_dependencies, used_versions
from flask_hardened.audit.dependencies.facts import DependencyFacts, Distribution, Lookup, Requirement
from flask_hardened.audit.dependencies.vulnerability_service import Service
from flask_hardened.audit.finding import Location
from flask_hardened.audit.snapshot import Unchecked
from tests.audit.asking import INSPECTORS, plain_app


def collected(home: Path, **said: object) -> DependencyFacts:
    """Return what is collected of a project, offline if nothing else is said."""
    unchecked: list[Unchecked] = []
    facts = collect_dependencies(home, home, unchecked.append, **{"installed": False, "online": False, **said})
    assert [] == unchecked
    return facts


def test_a_running_app_is_built_on_what_is_installed(tmp_path: Path) -> None:
    """And on this Python; its files are read too."""
    (tmp_path / "requirements.txt").write_text("flask\n")
    facts = collected(tmp_path, installed=True, today=date(2030, 1, 1))
    assert "flask" in {each.name for each in facts.distributions}
    assert ["flask"] == [each.name for each in facts.requirements]
    assert (platform.python_version(), platform.python_implementation()) == (
        facts.pythons[0].version,
        facts.pythons[0].implementation,
    )
    assert (date(2030, 1, 1), Lookup()) == (facts.today, facts.lookup)


def test_a_folder_is_built_on_what_its_files_say(tmp_path: Path) -> None:
    """Not on what the audit runs with."""
    (tmp_path / "requirements.txt").write_text("flask==2.3.3\n")
    facts = collected(tmp_path)
    assert ((), ()) == (facts.distributions, facts.pythons)
    assert [("flask", "2.3.3")] == [(each.name, each.version) for each in facts.requirements]
    assert date.today() == facts.today


def test_files_are_named_below_the_root(tmp_path: Path) -> None:
    """The project may be one of several."""
    home = tmp_path / "web"
    home.mkdir()
    (home / "requirements.txt").write_text("flask\n")
    facts = collect_dependencies(home, tmp_path, [].append, installed=False, online=False)
    assert ["web/requirements.txt"] == [each.location.file for each in facts.requirements]


def test_nobody_is_asked_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process and no connection; an audit of an app stays offline unless it is told otherwise."""

    def refused(*arguments: object, **options: object) -> None:
        raise AssertionError("somebody was asked")

    monkeypatch.setattr("subprocess.Popen", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    assert not collected(tmp_path, installed=True).lookup.wanted
    facts = collect(plain_app(), INSPECTORS, tmp_path, Wanted(parts=("dependencies",))).dependencies
    assert not facts.lookup.wanted


def test_online_without_pip_audit_says_so(tmp_path: Path) -> None:
    """The extra is not installed."""
    (tmp_path / "requirements.txt").write_text("flask==2.3.3\n")
    facts = collected(tmp_path, online=True, service=Service(module="no_such_pip_audit"))
    assert Lookup(wanted=True, failure="pip-audit is not installed") == facts.lookup


def test_what_is_asked_about() -> None:
    """What is installed counts more than what is pinned; the project itself, folders and ranges are nobody's matter."""
    place = Location(file="requirements.txt", line=1)
    pins = [
        Requirement(name=name, version=version, location=place, kind="list", indexed=indexed)
        for name, version, indexed in (
            ("acme", "1", True), ("other", "2", True), ("range", None, True), ("inner", "3", False), ("shop", "4", True),
        )
    ]  # fmt: skip
    packages = [Distribution(name="acme", version="1.5"), Distribution(name="shop", version="0", own=True)]
    assert {"acme": "1.5", "other": "2"} == used_versions(packages, pins)


def test_nothing_is_changed(tmp_path: Path) -> None:
    """Reading writes no file beside the project's."""
    (tmp_path / "requirements.txt").write_text("flask==2.3.3\n")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    collected(tmp_path, installed=True)
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


def test_three_hundred_packages_are_read_quickly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In less than 0.3 seconds, the fastest of five; each with a long description, and needs of its own."""
    home, text = tmp_path / "shop", "Long description.\n" * 500
    home.mkdir()
    for number in range(300):
        needs = "".join(f"Requires-Dist: package{other} (>=1); python_version > '3'\n" for other in range(number % 9))
        folder = tmp_path / f"package{number}-1.{number}.dist-info"
        folder.mkdir()
        head = f"Metadata-Version: 2.1\nName: package{number}\nVersion: 1.{number}\n{needs}"
        (folder / "METADATA").write_text(f"{head}License: MIT\n\n{text}")
        (folder / "RECORD").write_text(f"module{number}/__init__.py,,\n" * 50)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    times = []
    for _ in range(5):
        began = process_time()
        facts = collected(home, installed=True)
        times.append(process_time() - began)
        assert 300 == len(facts.distributions)
    assert min(times) < 0.3

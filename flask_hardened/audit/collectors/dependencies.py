"""Collects what the app is built on."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from ..dependencies.facts import DependencyFacts, Distribution, Lookup, PythonVersion, Requirement
from ..dependencies.installed import read_installed
from ..dependencies.project_files import read_project
from ..dependencies.vulnerability_service import Service, look_up
from ..finding import Location
from ..snapshot import Unchecked

Note = Callable[[Unchecked], None]


def collect_dependencies(
    home: Path,
    root: Path,
    note: Note,
    *,
    installed: bool,
    online: bool,
    today: date | None = None,
    service: Service = Service(),  # noqa: B008 - frozen
) -> DependencyFacts:
    """Read what is installed, and what is known of it.

    :param home: the folder the project's files are below.
    :param root: files below it are named relative to it.
    :param note: told of metadata, files and lines that cannot be read.
    :param installed: look at what is installed beside the audit; else at the requirement files below `home` alone.
    :param online: ask for known vulnerabilities, with pip-audit, if it is installed.
    :param today: what ends of support are compared with; default the day of the audit.
    :param service: how pip-audit is run.
    """
    files = read_project(home, root, note)
    distributions = read_installed(home, note) if installed else ()
    versions = used_versions(distributions, files.requirements)
    return DependencyFacts(
        distributions=distributions,
        requirements=files.requirements,
        remarks=files.remarks,
        pythons=(_running(), *files.pythons) if installed else files.pythons,
        lookup=look_up(versions, service) if online else Lookup(),
        today=today or date.today(),  # noqa: DTZ011 - the user's day; ends of support are no matter of hours
    )


def used_versions(distributions: Iterable[Distribution], requirements: Iterable[Requirement]) -> dict[str, str]:
    """Return name → version of what others publish: what is installed, and what the files pin and is not installed."""
    ours = {each.name for each in distributions if each.own}
    pinned = {each.name: each.version for each in requirements if each.version is not None and each.indexed}
    present = {each.name: each.version for each in distributions}
    return {name: version for name, version in {**pinned, **present}.items() if name not in ours}


def _running() -> PythonVersion:
    return PythonVersion(
        version=platform.python_version(),
        implementation=platform.python_implementation(),
        location=Location(setting="python"),
    )

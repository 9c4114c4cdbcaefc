"""One rule asked about what an app is built on."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_hardened.audit.dependencies.facts import DependencyFacts, Distribution, Lookup, PythonVersion
from flask_hardened.audit.dependencies.project_files import ProjectFiles, read_project
from flask_hardened.audit.dependencies.table import AS_OF
from flask_hardened.audit.finding import Finding
from flask_hardened.audit.rule import Rule
from flask_hardened.audit.snapshot import Snapshot, Unchecked
from flask_hardened.audit.source.facts import Module, SourceFacts

OFFLINE = Lookup()
"""Nobody was asked."""


def files(texts: Mapping[str, str | bytes], unchecked: list[Unchecked] | None = None) -> ProjectFiles:
    """Return what a project of these files says: path → text."""
    with TemporaryDirectory() as folder:
        for name, text in texts.items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_project(Path(folder), Path(folder), ([] if unchecked is None else unchecked).append)


def installed(*names: str, **said: object) -> tuple[Distribution, ...]:
    """Return installed packages, such as ``flask==3.1.3``; each is imported by its name."""
    found = [each.partition("==") for each in names]
    return tuple(
        Distribution(name=name, version=version, **{"modules": (name.replace("-", "_"),), **said})
        for name, _, version in found
    )


def built_on(
    texts: Mapping[str, str | bytes] | None = None,
    *distributions: Distribution,
    imports: tuple[str, ...] | None = None,
    lookup: Lookup = OFFLINE,
    today: date = AS_OF,
    python: PythonVersion | None = None,
) -> Snapshot:
    """Return the snapshot of an app.

    :param imports: dotted names that its ``app.py`` imports, one a line; None if its source was not read.
    """
    said = files(texts or {})
    facts = DependencyFacts(
        distributions=distributions,
        requirements=said.requirements,
        remarks=said.remarks,
        pythons=said.pythons if python is None else (python, *said.pythons),
        lookup=lookup,
        today=today,
    )
    return Snapshot(dependency_facts=facts, source_facts=None if imports is None else SourceFacts((_module(imports),)))


def _module(imports: tuple[str, ...]) -> Module:
    lines = {name: number for number, name in enumerate(imports, 1)}
    return Module(file="app.py", name="app", tree=ast.Module([], []), lines=9, calls=(), functions=(), imports=lines)


def found(rule: Rule, snapshot: Snapshot) -> list[Finding]:
    """Return what one rule finds."""
    return sorted(rule.findings(snapshot), key=lambda finding: finding.sort_key)


def places(rule: Rule, snapshot: Snapshot) -> list[str]:
    """Return the place of each finding."""
    return [str(finding.location) for finding in found(rule, snapshot)]

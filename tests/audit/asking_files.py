"""One rule asked about a small project on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from flask import Flask

from flask_hardened.audit.collectors.files import collect_files
from flask_hardened.audit.files.facts import FileFacts
from flask_hardened.audit.finding import Finding
from flask_hardened.audit.rule import Rule
from flask_hardened.audit.snapshot import Snapshot, Unchecked

Files = Mapping[str, "str | bytes"]
"""Path, relative to the project → content."""


def write(home: Path, files: Files) -> None:
    """Write a project."""
    for name, content in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())


def facts_of(home: Path, app: Flask | None = None) -> FileFacts:
    """Return what is known of the files below a folder, and expect that all could be read."""
    unchecked: list[Unchecked] = []
    facts = collect_files(app, home, home, unchecked.append)
    assert [] == unchecked
    return facts


def snapshot_of(files: Files) -> Snapshot:
    """Return the snapshot of a project with these files, and nothing else."""
    with TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        write(home, files)
        return Snapshot(file_facts=facts_of(home))


def found(rule: Rule, files: Files) -> list[Finding]:
    """Return what one rule finds in a project."""
    return sorted(rule.findings(snapshot_of(files)), key=lambda finding: finding.sort_key)


def places(rule: Rule, files: Files) -> list[str]:
    """Return file and line of each finding, or only the file where there is no line."""
    return [str(finding.location) for finding in found(rule, files)]


def in_file(rule: Rule, name: str, content: str) -> list[int | None]:
    """Return the lines of the findings in a project of one file."""
    return [finding.location.line for finding in found(rule, {name: content})]

"""One rule asked about a piece of source."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from flask_hardened.audit.collectors.source import collect_source
from flask_hardened.audit.finding import Finding
from flask_hardened.audit.rule import Rule
from flask_hardened.audit.snapshot import Snapshot, Unchecked


def source(text: str, **files: str) -> Snapshot:
    """Return the snapshot of a project whose module ``app.py`` is this text.

    :param files: further modules, by name.
    """
    unchecked: list[Unchecked] = []
    with TemporaryDirectory() as folder:
        for name, content in {"app": text, **files}.items():
            (Path(folder) / f"{name}.py").write_text(dedent(content), "utf-8")
        facts = collect_source(Path(folder), Path(folder), unchecked.append)
    return Snapshot(source_facts=facts, unchecked=tuple(unchecked))


def found(rule: Rule, text: str, **files: str) -> list[Finding]:
    """Return what one rule finds in a piece of source."""
    return sorted(rule.findings(source(text, **files)), key=lambda finding: finding.sort_key)


def lines(rule: Rule, text: str, **files: str) -> list[int | None]:
    """Return the line of each finding in ``app.py``."""
    return [finding.location.line for finding in found(rule, text, **files) if finding.location.file == "app.py"]

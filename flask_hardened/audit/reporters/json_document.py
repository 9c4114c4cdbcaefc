"""The report for programs: one JSON document, in ASCII."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..engine import Report
from ..finding import Finding, Severity
from ..fingerprint import numbered
from ..suppressions.suppression import Suppressed
from .presentation import Presentation

FORMAT = 1
"""Raised when a member changes its meaning or goes; new members do not raise it."""


def write_json(report: Report, presentation: Presentation) -> str:
    """Return the report as a JSON document."""
    root = presentation.root
    document = {
        "format": FORMAT,
        "tool": {"name": "flask-hardened", "version": version("flask-hardened")},
        "failed": report.failed,
        "seconds": None if presentation.seconds is None else round(presentation.seconds, 3),
        "counts": {each.label: sum(one.severity is each for one in report.findings) for each in reversed(Severity)},
        "rules": {"asked": list(report.asked), "skipped": list(report.skipped)},
        "grade": presentation.grade,
        "findings": _all(report.findings, root, presentation.mended),
        "suppressed": [_suppressed(each, root) for each in report.suppressed],
        "known": _all(report.known, root),
        "fixed": [asdict(each) for each in report.fixed],
        "hidden": report.hidden,
    }
    return json.dumps(document, indent=2) + "\n"


def _all(findings: Iterable[Finding], root: Path, mended: frozenset[Finding] = frozenset()) -> list[dict[str, Any]]:
    return [
        {**_members(finding), "fingerprint": mark, **({"mended_by_hardening": True} if finding in mended else {})}
        for finding, mark in numbered(findings, root)
    ]


def _members(finding: Finding) -> dict[str, Any]:
    members = asdict(finding)
    members["severity"] = finding.severity.label
    members["confidence"] = finding.confidence.label
    for holder in (members, *members["trace"]):
        holder["location"] = {name: value for name, value in holder["location"].items() if value is not None}
    return members


def _suppressed(suppressed: Suppressed, root: Path) -> dict[str, Any]:
    suppression = suppressed.suppression
    until = None if suppression.until is None else suppression.until.isoformat()
    (members,) = _all([suppressed.finding], root)
    return {**members, "reason": suppression.reason, "until": until, "by": str(suppression.source)}

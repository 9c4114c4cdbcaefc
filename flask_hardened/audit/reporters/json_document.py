"""The report for programs: one JSON document, in ASCII."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from ..engine import Report
from ..finding import Finding, Severity

FORMAT = 1
"""Raised when a member changes its meaning or goes; new members do not raise it."""


def write_json(report: Report) -> str:
    """Return the report as a JSON document."""
    document = {
        "format": FORMAT,
        "tool": {"name": "flask-hardened", "version": version("flask-hardened")},
        "failed": report.failed,
        "counts": {each.label: sum(one.severity is each for one in report.findings) for each in reversed(Severity)},
        "rules": {"asked": list(report.asked), "skipped": list(report.skipped)},
        "findings": [_members(finding) for finding in report.findings],
    }
    return json.dumps(document, indent=2) + "\n"


def _members(finding: Finding) -> dict[str, Any]:
    members = asdict(finding)
    members["severity"] = finding.severity.label
    members["confidence"] = finding.confidence.label
    members["location"] = {name: value for name, value in members["location"].items() if value is not None}
    return members

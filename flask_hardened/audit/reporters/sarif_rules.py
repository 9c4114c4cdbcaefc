"""The rules as SARIF describes them: help, level, and the tags that code scanning sorts by."""

from __future__ import annotations

from typing import Any

from ..finding import Severity
from ..rule import Rule

SECURITY_SEVERITY = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.5",
    Severity.INFO: "0.0",
}
"""GitHub's scale: over 9.0 critical, from 7.0 high, from 4.0 medium, from 0.1 low."""


def level(severity: Severity) -> str:
    """Return SARIF's word for a severity."""
    if severity >= Severity.HIGH:
        return "error"
    return "warning" if severity is Severity.MEDIUM else "note"


def described(rule: Rule) -> dict[str, Any]:
    """Return the ``reportingDescriptor`` of a rule."""
    page = f"# {rule.code} {rule.name}\n\n{rule.page}"
    tags = ["security", *(f"external/cwe/cwe-{number:03}" for number in rule.cwe)]
    tags += [f"external/owasp/{category.lower()}-2021" for category in rule.owasp]
    tags += [f"external/asvs/{requirement}" for requirement in rule.asvs]
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.page.summary},
        "fullDescription": {"text": dict(rule.page.sections)["What it does"]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {
            "tags": tags,
            "precision": rule.confidence.label,
            "problem.severity": {"error": "error", "warning": "warning"}.get(level(rule.severity), "recommendation"),
            "security-severity": SECURITY_SEVERITY[rule.severity],
        },
    }

"""Rules made for tests of the engine."""

from __future__ import annotations

from dataclasses import replace

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.rule import Check, Rule
from flask_hardened.protections.deployment.rules.debug_mode import debug_mode


def rule_that(
    check: Check, *, code: str = "FHD999", severity: Severity = Severity.MEDIUM, cwe: tuple[int, ...] = (489, 215)
) -> Rule:
    """Return a rule with another check, code, severity and CWEs; the rest is a real one's."""
    return replace(debug_mode, code=code, name=check.__name__, severity=severity, cwe=cwe, check=check)

"""Workflow commands: one a line, and nothing found can write another."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from flask_hardened.audit.engine import Report
from flask_hardened.audit.finding import Severity
from flask_hardened.audit.reporters.github import write_github
from flask_hardened.audit.reporters.plain import plain
from flask_hardened.audit.reporters.presentation import Presentation
from tests.audit.findings_for_tests import HOSTILE, finding, hostile_report

COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^:]*)::(?P<data>.*)")


def unescaped(text: str) -> str:
    """Undo the escapes as the runner does."""
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, meant)
    return text


@given(HOSTILE)
@settings(max_examples=80)
def test_each_finding_is_one_command(text: str) -> None:
    """The runner splits lines, then properties at commas, and reads each back as it was."""
    report = hostile_report(text)
    *commands, last = write_github(report, Presentation()).split("\n")[:-1]
    assert len(report.findings) + len(report.fixed) == len(commands)
    assert not last.startswith("::")
    for command in commands:
        assert command.isprintable()
    found = COMMAND.fullmatch(commands[0])
    assert found
    properties = dict(each.partition("=")[::2] for each in found["properties"].split(","))
    assert ["file", "line", "title"] == [*properties]
    assert plain(text or "a.py") == unescaped(properties["file"])
    assert unescaped(found["data"]).endswith(f"\nFix: {plain(text)}")


@pytest.mark.parametrize(
    ("severity", "name"),
    [(Severity.CRITICAL, "error"), (Severity.HIGH, "error"), (Severity.MEDIUM, "warning"), (Severity.LOW, "notice")],
)
def test_commands_follow_severity(severity: Severity, name: str) -> None:
    """Error, warning, notice; without a file where there is none."""
    written = write_github(Report(findings=(finding(severity=severity),), asked=()), Presentation())
    assert f"::{name} title=FHD002 open-door::DEBUG: It is open.%0AFix: Close it." == written.split("\n")[0]

"""The report for CI servers."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from flask_hardened.audit.engine import Report
from flask_hardened.audit.finding import Severity
from flask_hardened.audit.reporters.junit import write_junit
from flask_hardened.audit.reporters.plain import plain
from flask_hardened.audit.reporters.presentation import Presentation
from tests.audit.findings_for_tests import HOSTILE, finding, hostile_report


@given(HOSTILE)
@settings(max_examples=60)
def test_whatever_was_found_the_document_is_well_formed(text: str) -> None:
    """XML cannot hold control characters at all; they are written as escapes, and read back as such."""
    top = ET.fromstring(write_junit(hostile_report(text), Presentation()).encode("utf-8"))
    failures = top.findall(".//failure")
    assert [plain(text)] == [each.get("message") for each in failures]
    assert {"tests": "6", "failures": "1", "errors": "1", "skipped": "2", "time": "0.000"} == top.attrib


@pytest.mark.parametrize(("severity", "failures"), [(Severity.HIGH, 1), (Severity.MEDIUM, 0)])
def test_what_is_below_fail_on_passes(severity: Severity, failures: int) -> None:
    """It is told all the same."""
    top = ET.fromstring(write_junit(Report(findings=(finding(severity=severity),), asked=("FHD002",)), Presentation()))
    assert failures == len(top.findall(".//failure"))
    assert 1 - failures == len(top.findall(".//system-out"))
    assert "1" == top.get("tests")


def test_a_rule_that_found_nothing_is_a_test_that_passed() -> None:
    """And one that was not asked was skipped."""
    top = ET.fromstring(write_junit(Report(findings=(), asked=("FHD002",), skipped=("FHH003",)), Presentation()))
    assert [("FHD002", 0), ("FHH003", 1)] == [(case.get("name"), len(case)) for case in top.iter("testcase")]

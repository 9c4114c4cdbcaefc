"""The report for code scanning, held against the schema of OASIS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import Report, run
from flask_hardened.audit.finding import Location, Severity, Step
from flask_hardened.audit.reporters.presentation import Presentation
from flask_hardened.audit.reporters.sarif import write_sarif
from flask_hardened.protections import CATALOG
from tests.audit.asking import ROOT, plain_app, read
from tests.audit.findings_for_tests import HOSTILE, finding, hostile_report

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)
RULES = find_rules(CATALOG)


def run_of(report: Report, **presentation: Any) -> dict[str, Any]:
    """Return the one run of a log, which is valid."""
    text = write_sarif(report, Presentation(rules=RULES, **presentation))
    assert text.isascii()
    log = json.loads(text)
    assert [] == [error.message for error in VALIDATOR.iter_errors(log)]
    return log["runs"][0]


def test_the_schema_refuses_what_is_wrong() -> None:
    """The validator can fail."""
    assert [*VALIDATOR.iter_errors({"version": "2.1.0", "runs": [{}]})]


def test_the_report_of_an_app_is_valid() -> None:
    """Every finding names its rule by code and place; every rule has help and tags."""
    report = run(RULES, read(plain_app()), ROOT).without_unwanted()
    written = run_of(report, root=ROOT, home="app.py")
    rules = written["tool"]["driver"]["rules"]
    assert len(report.findings) == len(written["results"])
    assert {each["ruleId"] for each in written["results"]} == {
        rules[each["ruleIndex"]]["id"] for each in written["results"]
    }
    for rule, described in zip(RULES, rules, strict=True):
        assert f"external/cwe/cwe-{rule.cwe[0]:03}" in described["properties"]["tags"]
        assert "## Use instead" in described["help"]["markdown"]
        assert 0 <= float(described["properties"]["security-severity"]) <= 10
    assert [{"executionSuccessful": True, "toolExecutionNotifications": []}] == written["invocations"]


@given(HOSTILE)
@settings(max_examples=25)
def test_whatever_an_app_is_called_the_log_is_valid(text: str) -> None:
    """Names of files become addresses, and lone surrogates escapes."""
    run_of(hostile_report(text))


def test_the_way_of_a_value_is_a_code_flow() -> None:
    """Its steps in order; without one there is no code flow."""
    place = Location(file="shop/views.py", line=3)
    trace = (Step(location=place, message="It comes from the request."), Step(location=Location(), message="It ends."))
    first, second = run_of(Report(findings=(finding(trace=trace), finding("FHD003")), asked=()))["results"]
    (flow,) = first["codeFlows"]
    steps = [each["location"] for each in flow["threadFlows"][0]["locations"]]
    assert ["It comes from the request.", "It ends."] == [step["message"]["text"] for step in steps]
    assert 3 == steps[0]["physicalLocation"]["region"]["startLine"]
    assert "shop/views.py" == steps[0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "physicalLocation" not in steps[1]
    assert "codeFlows" not in second


def test_cwe_numbers_have_three_digits() -> None:
    """As GitHub reads them."""
    tags = {tag for rule in run_of(Report(findings=(), asked=()))["tool"]["driver"]["rules"]
            for tag in rule["properties"]["tags"]}  # fmt: skip
    assert "external/cwe/cwe-079" in tags
    assert "external/cwe/cwe-79" not in tags


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"file": "shop/a b.py", "line": 3}, {"uri": "shop/a%20b.py", "uriBaseId": "SRCROOT"}),
        ({"file": "C#/ü.html"}, {"uri": "C%23/%C3%BC.html", "uriBaseId": "SRCROOT"}),
        ({"file": "/srv/app.py", "line": 1}, {"uri": "file:///srv/app.py"}),
        ({"setting": "DEBUG"}, {"uri": "shop/__init__.py", "uriBaseId": "SRCROOT"}),
    ],
)
def test_places_are_relative_addresses(place: dict[str, Any], expected: dict[str, str]) -> None:
    """Below a base that has a name only; a setting is in the app's own file."""
    (result,) = run_of(Report(findings=(finding(**place),), asked=()), home="shop/__init__.py")["results"]
    assert expected == result["locations"][0]["physicalLocation"]["artifactLocation"]


def test_levels_follow_severity() -> None:
    """Error, warning, note."""
    findings = tuple(finding(severity=severity) for severity in reversed(Severity))
    results = run_of(Report(findings=findings, asked=()))["results"]
    assert ["error", "error", "warning", "note", "note"] == [each["level"] for each in results]


def test_what_was_not_checked_is_a_notification() -> None:
    """A crash fails the run; unread evidence and rules that were not asked are warnings."""
    invocation = run_of(hostile_report("x"))["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert [("FHX002", "warning"), ("FHX001", "error"), ("rule-not-asked", "warning")] == [
        (each["descriptor"]["id"], each["level"]) for each in invocation["toolExecutionNotifications"]
    ]


def test_suppressed_and_known_findings_are_marked() -> None:
    """An empty list says that a finding is not suppressed."""
    results = run_of(hostile_report("x"))["results"]
    assert [[], [], [], [], ["accepted"]] == [[each["status"] for each in result["suppressions"]] for result in results]
    assert ["new", "new", "new", "unchanged", None] == [result.get("baselineState") for result in results]
    assert "x" == results[-1]["suppressions"][0]["justification"]


def test_fingerprints_do_not_know_lines(tmp_path: Path) -> None:
    """The same line further down has the same; two alike are told apart."""
    prints = []
    for before in ("", "\n\n"):
        (tmp_path / "a.py").write_text(f"{before}run(x)\n", "utf-8")
        found = finding(file="a.py", line=len(before) + 1)
        results = run_of(Report(findings=(found, found), asked=()), root=tmp_path)["results"]
        prints.append([each["partialFingerprints"]["flaskHardened/v1"] for each in results])
    assert prints[0] == prints[1]
    assert 2 == len({*prints[0]})

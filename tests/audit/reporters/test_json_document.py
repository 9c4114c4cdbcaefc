"""The report for programs."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import Report, run
from flask_hardened.audit.finding import Confidence, Finding, Location, Severity, Step
from flask_hardened.audit.reporters.json_document import write_json
from flask_hardened.audit.reporters.presentation import Presentation
from flask_hardened.protections import CATALOG
from tests.audit.asking import ROOT, plain_app, read

TEXT = st.text(max_size=20)
PLACES = st.builds(
    Location,
    setting=st.none() | TEXT,
    endpoint=st.none() | TEXT,
    file=st.none() | TEXT,
    line=st.none() | st.integers(1, 9999),
)
FINDINGS = st.builds(
    Finding,
    code=st.from_regex(r"FH[A-Z][0-9]{3}", fullmatch=True),
    name=TEXT,
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    message=TEXT,
    fix=TEXT,
    location=PLACES,
    cwe=st.lists(st.integers(1, 2000), max_size=3).map(tuple),
    owasp=st.lists(st.sampled_from(["A01", "A05"]), max_size=2).map(tuple),
    asvs=st.lists(st.sampled_from(["3.4.1", "13.4.2"]), max_size=2).map(tuple),
    trace=st.lists(st.builds(Step, location=PLACES, message=TEXT), max_size=2).map(tuple),
)


def finding_from(members: dict[str, Any]) -> Finding:
    """Read a finding as another program would."""
    members = {name: value for name, value in members.items() if name != "fingerprint"}
    return Finding(
        **{
            **members,
            "severity": Severity[members["severity"].upper()],
            "confidence": Confidence[members["confidence"].upper()],
            "location": Location(**members["location"]),
            "trace": tuple(
                Step(location=Location(**step["location"]), message=step["message"]) for step in members["trace"]
            ),
            **{name: tuple(members[name]) for name in ("cwe", "owasp", "asvs")},
        }
    )


@given(st.lists(FINDINGS, max_size=4))
def test_findings_survive_the_round_trip(findings: list[Finding]) -> None:
    """Whatever is in them, in ASCII."""
    written = write_json(Report(findings=tuple(findings), asked=("FHH001",), skipped=("FHH002",)), Presentation())
    assert written.isascii()
    document = json.loads(written)
    assert findings == [finding_from(members) for members in document["findings"]]
    assert {"asked": ["FHH001"], "skipped": ["FHH002"]} == document["rules"]


def test_the_document_says_what_it_is() -> None:
    """Format, tool, counts by severity from the worst on, and whether the audit failed."""
    report = run(find_rules(CATALOG), read(plain_app()), ROOT)
    document = json.loads(write_json(report, Presentation(seconds=0.25)))
    assert [
        "format", "tool", "failed", "seconds", "counts", "rules", "grade", "findings", "suppressed", "known", "fixed", "hidden",
    ] == list(document)  # fmt: skip
    assert (1, "flask-hardened", False) == (document["format"], document["tool"]["name"], document["failed"])
    assert ["critical", "high", "medium", "low", "info"] == list(document["counts"])
    assert len(report.findings) == sum(document["counts"].values())

"""Findings, and the order in which they are told."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.finding import Confidence, Finding, Location, Severity


def made(severity: Severity = Severity.LOW, code: str = "FHH001", message: str = "", **place: object) -> Finding:
    """Return a finding."""
    return Finding(
        code=code, name="any-host", severity=severity, confidence=Confidence.HIGH, message=message, fix="",
        location=Location(**place),  # type: ignore[arg-type]
    )  # fmt: skip


def test_severities_are_ordered_and_named() -> None:
    """From good to know to lost."""
    assert ["info", "low", "medium", "high", "critical"] == [severity.label for severity in sorted(Severity)]
    assert ["low", "medium", "high"] == [confidence.label for confidence in sorted(Confidence)]
    assert Severity.CRITICAL > Severity.HIGH


def test_what_to_do_first_comes_first() -> None:
    """By severity, then code, then place: settings, files in order of their lines."""
    wanted = [
        made(Severity.CRITICAL, "FHX003"),
        made(Severity.LOW, "FHC001", setting="B"),
        made(Severity.LOW, "FHC001", setting="C"),
        made(Severity.LOW, "FHC005", file="a.html", line=2),
        made(Severity.LOW, "FHC005", file="a.html", line=10),
        made(Severity.LOW, "FHC005", file="b.html", line=1),
        made(Severity.INFO, "FHA001"),
    ]
    found = wanted[::-1]
    assert wanted == sorted(found, key=lambda finding: finding.sort_key)


@given(
    st.permutations(
        [made(code=code, file=file, line=line) for code in "AB" for file in (None, "f") for line in (None, 1)]
    )
)
def test_the_order_does_not_depend_on_the_order_found(findings: list[Finding]) -> None:
    """Two audits of one app can be compared line by line."""
    by_key = sorted(findings, key=lambda finding: finding.sort_key)
    again = findings[::-1]
    assert by_key == sorted(again, key=lambda finding: finding.sort_key)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ({"setting": "SECRET_KEY"}, "SECRET_KEY"),
        ({"endpoint": "blog.post", "file": "views.py", "line": 3}, "blog.post, views.py:3"),
        ({"file": "views.py"}, "views.py"),
        ({}, ""),
    ],
)
def test_a_location_reads_like_a_place(place: dict[str, object], text: str) -> None:
    """What is known of it, and nothing else."""
    assert text == str(Location(**place))  # type: ignore[arg-type]


def test_a_finding_is_not_changed() -> None:
    """It is frozen, as everything the audit hands on."""
    with pytest.raises(FrozenInstanceError):
        made().code = "FHH002"  # type: ignore[misc]

"""FHX004: a suppression that suppresses nothing any more."""

from __future__ import annotations

from datetime import date

from flask_hardened.audit.engine import Report
from flask_hardened.audit.finding import Location
from flask_hardened.audit.rules.stale_suppression import stale_suppression
from flask_hardened.audit.suppressions.application import apply
from flask_hardened.audit.suppressions.suppression import Suppression
from tests.audit.asking import hardened_app, places
from tests.audit.findings_for_tests import finding

TODAY = date(2026, 11, 21)


def said(code: str = "FHD002", until: date | None = None) -> Suppression:
    """Return a suppression in the settings file."""
    source = Location(file="hardened-audit.toml")
    return Suppression(codes=(code,), reason="why", source=source, kind="external", until=until)


def codes(report: Report, *suppressions: Suppression) -> list[str]:
    """Return what is found once the suppressions are applied."""
    return [each.code for each in apply(report, suppressions, TODAY).findings]


def test_found_where_nothing_is_left_to_suppress() -> None:
    """The rule was asked, and found nothing."""
    report = apply(Report(findings=(), asked=("FHD002",)), [said()], TODAY)
    (found,) = report.findings
    assert (stale_suppression.code, "hardened-audit.toml") == (found.code, str(found.location))
    assert "The suppression of FHD002 suppresses nothing." == found.message


def test_found_after_its_last_day() -> None:
    """The finding is back, too."""
    report = Report(findings=(finding(),), asked=("FHD002",))
    assert ["FHD002", "FHX004"] == codes(report, said(until=date(2026, 11, 20)))


def test_not_found_on_its_last_day_nor_for_rules_that_were_not_asked() -> None:
    """A rule that was left out may still have findings."""
    report = Report(findings=(finding(),), asked=("FHD002",))
    assert [] == codes(report, said(until=TODAY))
    assert [] == codes(Report(findings=(), asked=("FHD002",)), said("FHC002"))


def test_not_found_by_itself() -> None:
    """Asked like any other rule it finds nothing."""
    assert [] == places(stale_suppression, hardened_app())

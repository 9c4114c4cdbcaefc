"""FHX005: a suppression that cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flask_hardened.audit.engine import Report
from flask_hardened.audit.rules.malformed_suppression import malformed_suppression
from flask_hardened.audit.suppressions.application import apply, read
from tests.audit.asking import hardened_app, places
from tests.audit.findings_for_tests import finding


def codes(tmp_path: Path, comment: str, ignored: tuple[str, ...] = ()) -> list[str]:
    """Return what is found in an app with a comment on the line of its one finding."""
    (tmp_path / "a.py").write_text(f"x = 1  {comment}\n", "utf-8")
    said = read(["a.py"], tmp_path, {"FHD002"})
    report = Report(findings=(finding(file="a.py", line=1),), asked=("FHD002",))
    return [each.code for each in apply(report, said, date(2026, 11, 21), ignored).findings]


def test_found_without_a_reason(tmp_path: Path) -> None:
    """It suppresses nothing."""
    assert ["FHD002", malformed_suppression.code] == codes(tmp_path, "# hardened: ignore[FHD002]")


def test_not_found_with_a_reason(tmp_path: Path) -> None:
    """And the finding is gone."""
    assert [] == codes(tmp_path, "# hardened: ignore[FHD002] nobody else can reach it")


def test_not_found_by_itself_nor_when_ignored(tmp_path: Path) -> None:
    """Asked like any other rule it finds nothing; --ignore holds for it as for the others."""
    assert [] == places(malformed_suppression, hardened_app())
    assert ["FHD002"] == codes(tmp_path, "# hardened: ignore[FHD002]", ("FHX005",))

"""Which files are asked for suppressions, and what becomes of these."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flask_hardened.audit.collectors.source import collect_source
from flask_hardened.audit.engine import Report
from flask_hardened.audit.snapshot import Snapshot
from flask_hardened.audit.suppressions.application import apply, files_of, read
from tests.audit.findings_for_tests import finding

EMPTY = Report(findings=(), asked=("FHD002",))


def source_of(folder: Path, **files: str) -> Snapshot:
    """Write modules and read them."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, "utf-8")
    return Snapshot(source_facts=collect_source(folder, folder, lambda unchecked: None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1  # hardened: ignore[FHD002] why", ["app.py"]),
        ("#hardened : ignore", ["app.py"]),
        ("# HARDENED: ignore[FHD002] why\n", ["app.py"]),
        ("x = 1  # hardened well", []),
        ("hardened: int = 1", []),
        ("", []),
    ],
)
def test_source_with_comments_for_the_audit_is_read(text: str, expected: list[str], tmp_path: Path) -> None:
    """Whether anything was found in it or not; other files are not opened again."""
    assert expected == [*files_of(EMPTY, source_of(tmp_path, app=text, other="x = 1"))]


def test_each_file_is_read_once(tmp_path: Path) -> None:
    """Though it has findings as well."""
    snapshot = source_of(tmp_path, app="# hardened: ignore[FHD002] why")
    report = Report(findings=(finding(file="app.py"), finding(file="other.py")), asked=("FHD002",))
    assert ["app.py", "other.py"] == [*files_of(report, snapshot)]


def test_a_stale_comment_in_a_file_without_findings_is_reported(tmp_path: Path) -> None:
    """With its line; one in a string is none."""
    snapshot = source_of(
        tmp_path, app="x = 1\ny = 2  # hardened: ignore[FHD002] why\nz = '# hardened: ignore[FHD002] z'\n"
    )
    said = read(files_of(EMPTY, snapshot), tmp_path, {"FHD002"})
    (found,) = apply(EMPTY, said, date(2026, 11, 21)).findings
    assert ("FHX004", "app.py", 2) == (found.code, found.location.file, found.location.line)

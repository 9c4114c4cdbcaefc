"""Baselines: known findings stay quiet, new ones do not, fixed ones are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flask_hardened.audit.baseline import compare, read_baseline, write_baseline
from flask_hardened.audit.engine import Report
from flask_hardened.audit.finding import Finding
from tests.audit.findings_for_tests import finding


def report(*findings: Finding) -> Report:
    """Return a report of the rules FHD002 and FHD003."""
    return Report(findings=findings, asked=("FHD002", "FHD003", "FHX001"))


def after(folder: Path, before: Report, now: Report) -> tuple[int, int, int]:
    """Return how many findings are new, known and fixed."""
    compared = compare(now, read_baseline(write_baseline(before, folder)), folder)
    return len(compared.findings), len(compared.known), sum(each.count for each in compared.fixed)


def test_the_same_findings_are_known(tmp_path: Path) -> None:
    """In any number."""
    one, two = finding(), finding("FHD003")
    assert (0, 2, 0) == after(tmp_path, report(one, two), report(one, two))
    assert (0, 0, 2) == after(tmp_path, report(one, two), report())
    assert (1, 1, 0) == after(tmp_path, report(one), report(one, two))


def test_findings_that_look_alike_are_counted(tmp_path: Path) -> None:
    """A third one is new where two were known."""
    one = finding()
    assert (1, 2, 0) == after(tmp_path, report(one, one), report(one, one, one))
    assert (0, 1, 1) == after(tmp_path, report(one, one), report(one))


def test_lines_may_move(tmp_path: Path) -> None:
    """The line's text is what counts; another text is another finding."""

    def found(text: str, line: int) -> Report:
        (tmp_path / "a.py").write_text(text, "utf-8")
        one = finding(file="a.py", line=line, message=f"It is open, see line {line}.")
        return report(one)

    baseline = read_baseline(write_baseline(found("run(x)\n", 1), tmp_path))
    assert 0 == len(compare(found("\n\n  run(x)\n", 3), baseline, tmp_path).findings)
    assert 1 == len(compare(found("\n\nrun(y)\n", 3), baseline, tmp_path).findings)


def test_a_decorator_above_a_view_does_not_make_it_new(tmp_path: Path) -> None:
    """Where there is an endpoint, it is the place."""
    before = finding(endpoint="index", file="a.py", line=1)
    now = finding(endpoint="index", file="a.py", line=7)
    assert (0, 1, 0) == after(tmp_path, report(before), report(now))
    assert (1, 0, 1) == after(tmp_path, report(before), report(finding(endpoint="other", file="a.py", line=1)))


def test_rules_that_were_not_asked_are_not_taken_for_fixed(tmp_path: Path) -> None:
    """They may still have findings."""
    assert (0, 0, 0) == after(tmp_path, report(finding("FHC002")), report())


def test_a_crash_is_never_known(tmp_path: Path) -> None:
    """Nobody may decide not to hear of it."""
    assert (1, 0, 0) == after(tmp_path, report(finding("FHX001")), report(finding("FHX001")))


def test_the_file_is_stable(tmp_path: Path) -> None:
    """Another order of findings gives the same file, and no line number is in it."""
    one, two = finding(file="a.py", line=77), finding("FHD003")
    assert write_baseline(report(one, two), tmp_path) == write_baseline(report(two, one), tmp_path)
    assert ":77" not in write_baseline(report(one), tmp_path)


@pytest.mark.parametrize(
    "text", ["", "[]", "1", "{}", '{"format": 2, "findings": {}}', '{"format": 1}', '{"format": 1, "findings": []}',
             json.dumps({"format": 1, "findings": {"a": {"code": "FHD002"}}}),
             json.dumps({"format": 1, "findings": {"a": 1}})],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(text: str) -> None:
    """A baseline that is not understood must not hide anything, nor show everything."""
    with pytest.raises(ValueError):
        read_baseline(text)

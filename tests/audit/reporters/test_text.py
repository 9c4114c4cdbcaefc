"""The report for people."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.engine import Report
from flask_hardened.audit.finding import Confidence, Finding, Location, Severity, Step
from flask_hardened.audit.reporters.plain import plain
from flask_hardened.audit.reporters.presentation import Presentation
from flask_hardened.audit.reporters.summary import summary
from flask_hardened.audit.reporters.text import write_text
from tests.audit.findings_for_tests import hostile_report


def finding(severity: Severity, code: str = "FHH001", message: str = "It is open.", place: str = "A") -> Finding:
    """Return a finding."""
    return Finding(
        code=code, name="open-door", severity=severity, confidence=Confidence.HIGH, message=message,
        fix="Close it.", location=Location(setting=place),
    )  # fmt: skip


def test_findings_are_grouped_by_severity_and_counted() -> None:
    """The worst first, each with its place, message and fix; the last line has the counts."""
    report = Report(findings=(finding(Severity.HIGH), finding(Severity.LOW, "FHH002")), asked=("FHH001", "FHH002"))
    assert (
        "HIGH\n  FHH001 open-door  A\n    It is open.\n    Fix: Close it.\n\n"
        "LOW\n  FHH002 open-door  A\n    It is open.\n    Fix: Close it.\n\n"
        "2 findings: 1 high, 1 low. 2 rules asked.\n"
    ) == write_text(report, Presentation())


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (Report(findings=(), asked=("A", "B")), "0 findings. 2 rules asked."),
        (Report(findings=(finding(Severity.INFO),), asked=("A",)), "1 finding: 1 info. 1 rule asked."),
        (Report(findings=(), asked=("A",), skipped=("B",)), "0 findings. 1 rule asked, 1 could not be asked."),
        (
            Report(findings=(finding(Severity.HIGH, "FHX001"),), asked=("A",)),
            "1 finding: 1 high. 1 rule asked. The audit itself failed.",
        ),
    ],
)
def test_the_summary_tells_what_was_not_asked(report: Report, line: str) -> None:
    """Rules without evidence and a failed audit are never silent."""
    assert line == summary(report, Presentation())
    assert write_text(report, Presentation()).endswith(f"{line}\n")


def test_colours_only_where_they_are_asked_for() -> None:
    """Without them the text holds no escape."""
    report = Report(findings=(finding(Severity.HIGH),), asked=())
    assert "\x1b" not in write_text(report, Presentation())
    assert "\x1b[31m" in write_text(report, Presentation(colour=True))


@given(st.text())
def test_nothing_found_can_steer_the_terminal(text: str) -> None:
    """Whatever a route or a template is called."""
    written = write_text(Report(findings=(finding(Severity.LOW, message=text, place=text),), asked=()), Presentation())
    assert "" == "".join(character for character in written if not character.isprintable() and character != "\n")
    written.encode("utf-8")


def test_ordinary_text_is_left_alone() -> None:
    """Letters of any script, and symbols."""
    assert "Grüße, 東京 ✓ <b>" == plain("Grüße, 東京 ✓ <b>")
    assert "\\x1b[31m\\u202e\\udcff" == plain("\x1b[31m\u202e\udcff")


def test_what_is_mended_alike_is_said_once(tmp_path: Path) -> None:
    """Each place with its line of code; a message that is the same is not repeated."""
    (tmp_path / "a.py").write_text("first()\nsecond()\n", "utf-8")
    found = [
        replace(finding(Severity.HIGH), location=Location(file="a.py", line=line), message=message)
        for line, message in ((1, "It is open."), (2, "It is open."), (1, "It is ajar."))
    ]
    assert (
        "HIGH\n  FHH001 open-door  3 places\n"
        "    - a.py:1\n      It is open.\n      1 | first()\n"
        "    - a.py:2\n      2 | second()\n"
        "    - a.py:1\n      It is ajar.\n      1 | first()\n"
        "    Fix: Close it.\n"
    ) == write_text(Report(findings=tuple(found), asked=()), Presentation(root=tmp_path)).partition("\n\n")[0] + "\n"


def test_what_was_left_out_is_counted() -> None:
    """Suppressed, known, fixed, hidden, and the time."""
    report = replace(hostile_report("a"), findings=(), hidden=4)
    line = "0 findings. 4 rules asked, 1 could not be asked. 1 suppressed. 1 known from the baseline. 2 of the baseline fixed."
    assert f"{line} 4 less sure than asked for. 1.3 s." == summary(report, Presentation(seconds=1.26))


def test_the_way_of_a_value_is_shown_where_it_is_more_than_the_line() -> None:
    """Each step with its place; a way that begins and ends in the line of the finding says nothing new."""
    place = Location(file="shop.py", line=9)
    steps = [
        Step(location=Location(file="shop.py", line=7), message="It is read."),
        Step(location=place, message="It ends."),
    ]
    found = replace(finding(Severity.HIGH), location=place)
    long, short = (
        write_text(Report(findings=(replace(found, trace=trace),), asked=("FHH001",)), Presentation())
        for trace in (tuple(steps), (steps[1], steps[1]))
    )
    assert "      shop.py:7: It is read.\n      shop.py:9: It ends.\n" in long
    assert "It ends." not in short


def test_the_grade_and_what_the_line_would_mend_are_told() -> None:
    """At the end, and nothing of it where there is nothing to tell."""
    one, other = finding(Severity.HIGH), finding(Severity.LOW, "FHH002")
    report = Report(findings=(one, other), asked=("FHH001", "FHH002"))
    told = write_text(report, Presentation(grade="B (75)", mended=frozenset({one})))
    assert told.endswith(
        "\nHardened(app) mends 1 of these 2 findings; the other one is yours.\n"
        "2 findings: 1 high, 1 low. 2 rules asked. Grade B (75).\n"
    )
    assert "    Fix: Close it.\n    Hardened(app) mends it.\n\nLOW\n" in told
    assert 2 == told.count("mends")
    assert "mends" not in write_text(report, Presentation())


def test_of_findings_that_stand_together_it_is_told_how_many_the_line_mends() -> None:
    """They have one remedy, and perhaps several causes."""
    one, other = finding(Severity.HIGH), finding(Severity.HIGH, place="B")
    told = write_text(Report(findings=(one, other), asked=("FHH001",)), Presentation(mended=frozenset({one})))
    assert "    Hardened(app) mends 1 of these 2.\n" in told

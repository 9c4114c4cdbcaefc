"""The line of counts, which ends every audit."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine import Report
from ..finding import Severity
from ..remedy import remedy_sentence
from .presentation import Presentation


def summary(report: Report, presentation: Presentation) -> str:
    """Return the line of counts: "5 findings: 1 high, 4 low. 40 rules asked. Grade A (90). 0.4 s.".

    Whatever was left out is counted in it.
    """
    counts = {severity: sum(each.severity is severity for each in report.findings) for severity in Severity}
    parts = [f"{counts[severity]} {severity.label}" for severity in sorted(Severity, reverse=True) if counts[severity]]
    said = f"{_number(len(report.findings), 'finding')}{': ' if parts else ''}{', '.join(parts)}."
    asked = f"{_number(len(report.asked), 'rule')} asked"
    skipped = f", {len(report.skipped)} could not be asked." if report.skipped else "."
    grade = [] if presentation.grade is None else [f"Grade {presentation.grade}."]
    time = [] if presentation.seconds is None else [f"{presentation.seconds:.1f} s."]
    return " ".join([said, asked + skipped, *_left_out(report), *grade, *time])


def remedy(report: Report, presentation: Presentation) -> str:
    """Return the sentence about what ``Hardened(app)`` would mend of what is reported; empty where it mends nothing."""
    return remedy_sentence(sum(each in presentation.mended for each in report.findings), len(report.findings))


def _left_out(report: Report) -> Iterator[str]:
    if report.suppressed:
        yield f"{len(report.suppressed)} suppressed."
    if report.known:
        yield f"{len(report.known)} known from the baseline."
    if report.fixed:
        yield f"{sum(each.count for each in report.fixed)} of the baseline fixed."
    if report.hidden:
        yield f"{report.hidden} less sure than asked for."
    if report.failed:
        yield "The audit itself failed."


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"

"""The report for people: grouped by severity, the worst first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from ..engine import Report
from ..finding import Finding, Severity

_COLOURS = {
    Severity.CRITICAL: "red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "blue",
}
_WIDTH = 100
_INDENT = "    "


def write_text(report: Report, *, colour: bool = False) -> str:
    """Return the report as text that ends with a line of counts.

    :param colour: with ANSI colours, for a terminal.
    """
    return "\n".join([*_lines(report, colour=colour), summary(report)]) + "\n"


def summary(report: Report) -> str:
    """Return the line of counts: "5 findings: 1 high, 4 low. 40 rules asked."."""
    counts = {severity: sum(each.severity is severity for each in report.findings) for severity in Severity}
    parts = [f"{counts[severity]} {severity.label}" for severity in sorted(Severity, reverse=True) if counts[severity]]
    number = len(report.findings)
    said = f"{number} finding{'' if number == 1 else 's'}{': ' if parts else ''}{', '.join(parts)}."
    asked = f" {len(report.asked)} rule{'' if len(report.asked) == 1 else 's'} asked"
    skipped = f", {len(report.skipped)} could not be asked." if report.skipped else "."
    failed = " The audit itself failed." if report.failed else ""
    return said + asked + skipped + failed


def _lines(report: Report, *, colour: bool) -> Iterator[str]:
    for severity in sorted(Severity, reverse=True):
        found = [each for each in report.findings if each.severity is severity]
        if found:
            title = severity.label.upper()
            yield click.style(title, fg=_COLOURS[severity], bold=True) if colour else title
            for finding in found:
                yield from _finding(finding, colour=colour)
            yield ""


def _finding(finding: Finding, *, colour: bool) -> Iterator[str]:
    head = f"{finding.code} {finding.name}"
    place = plain(str(finding.location))
    yield f"  {click.style(head, bold=True) if colour else head}  {place}".rstrip()
    yield from _wrapped(finding.message, "")
    yield from _wrapped(finding.fix, "Fix: ")


def _wrapped(text: str, lead: str) -> list[str]:
    return textwrap.wrap(
        lead + plain(text),
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def plain(text: str) -> str:
    """Return text that cannot steer a terminal: control characters and lone surrogates are written as escapes."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "backslashreplace").decode("ascii")
        for character in text
    )

"""The report for people: what to do first comes first, with the code it is about and the remedy."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

import click

from ..engine import Report
from ..excerpt import excerpt
from ..finding import Finding, Severity, Step
from .plain import plain
from .presentation import Presentation
from .summary import remedy, summary

_COLOURS = {
    Severity.CRITICAL: "red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "blue",
}
_WIDTH = 100
_INDENT = "    "


def write_text(report: Report, presentation: Presentation) -> str:
    """Return the report as text that ends with a line of counts."""
    said = [line for line in (remedy(report, presentation), summary(report, presentation)) if line]
    return "\n".join([*_lines(report, presentation), *said]) + "\n"


def _lines(report: Report, presentation: Presentation) -> Iterator[str]:
    for severity, found in groupby(report.findings, key=lambda finding: finding.severity):
        title = severity.label.upper()
        yield click.style(title, fg=_COLOURS[severity], bold=True) if presentation.colour else title
        for _, alike in groupby(found, key=lambda finding: (finding.code, finding.fix)):
            yield from _group([*alike], presentation)
        yield ""
    if report.fixed:
        yield "FIXED since the baseline was written"
        for each in report.fixed:
            times = f" ({each.count} times)" if each.count > 1 else ""
            yield f"  {plain(each.code)}  {plain(each.place)}{times}".rstrip()
        yield ""


def _group(alike: list[Finding], presentation: Presentation) -> Iterator[str]:
    """Yield the findings of one rule that are mended in the same way: the remedy is said once, at the end."""
    first = alike[0]
    head = f"{first.code} {first.name}"
    head = click.style(head, bold=True) if presentation.colour else head
    if len(alike) == 1:
        yield f"  {head}  {plain(str(first.location))}".rstrip()
    else:
        yield f"  {head}  {len(alike)} places"
    said = None
    for finding in alike:
        if len(alike) > 1:
            yield f"{_INDENT}- {plain(str(finding.location))}"
        if finding.message != said:
            yield from _wrapped(finding.message, "", deeper="  " if len(alike) > 1 else "")
            said = finding.message
        code = excerpt(finding, presentation.root)
        if code is not None:
            shown = f"{finding.location.line} | {plain(code)}"
            yield f"{_INDENT}  {click.style(shown, dim=True) if presentation.colour else shown}"
        for step in _elsewhere(finding):
            yield f"{_INDENT}  {plain(str(step.location))}: {plain(step.message)}"
    yield from _wrapped(first.fix, "Fix: ")
    mended = sum(each in presentation.mended for each in alike)
    if mended:
        yield f"{_INDENT}Hardened(app) mends {'it' if len(alike) == 1 else f'{mended} of these {len(alike)}'}."


def _elsewhere(finding: Finding) -> Iterator[Step]:
    """Yield the steps of a way that is more than the line which is shown already."""
    here = (finding.location.file, finding.location.line)
    if any((step.location.file, step.location.line) != here for step in finding.trace):
        yield from finding.trace


def _wrapped(text: str, lead: str, deeper: str = "") -> list[str]:
    return textwrap.wrap(
        lead + plain(text),
        _WIDTH,
        initial_indent=_INDENT + deeper,
        subsequent_indent=_INDENT + deeper,
        break_long_words=False,
        break_on_hyphens=False,
    )

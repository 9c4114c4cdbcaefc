"""Markdown, for a comment on a pull request or a page of a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ..engine import Report
from ..excerpt import excerpt
from ..finding import Finding
from .plain import plain
from .presentation import Presentation
from .summary import remedy, summary

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])", re.ASCII)


def write_markdown(report: Report, presentation: Presentation) -> str:
    """Return the report as CommonMark."""
    return "\n".join([*_lines(report, presentation), escaped(summary(report, presentation))]) + "\n"


def _lines(report: Report, presentation: Presentation) -> Iterator[str]:
    yield from ("# Audit of a Flask app", "")
    said = remedy(report, presentation)
    if said:
        yield from (f"**{escaped(said)}**", "")
    for severity, found in groupby(report.findings, key=lambda finding: finding.severity):
        yield from (f"## {severity.label.capitalize()}", "")
        for finding in found:
            yield from _finding(finding, presentation)
    if report.fixed:
        yield from ("## Fixed", "")
        yield from (f"- {escaped(each.code)} {code_span(each.place)}" for each in report.fixed)
        yield ""
    if report.suppressed:
        yield from ("## Suppressed", "")
        for each in report.suppressed:
            place = code_span(str(each.finding.location))
            yield f"- {escaped(each.finding.code)} {place}: {escaped(each.suppression.reason)}"
        yield ""


def _finding(finding: Finding, presentation: Presentation) -> Iterator[str]:
    yield from (f"### {finding.code} {escaped(finding.name)}", "")
    place = str(finding.location)
    if place:
        yield from (code_span(place), "")
    yield from (escaped(finding.message), "")
    code = excerpt(finding, presentation.root)
    if code is not None:
        yield from (code_span(code), "")
    mended = " Hardened(app) mends it." if finding in presentation.mended else ""
    yield from (f"**Fix:** {escaped(finding.fix + mended)}", "")


def escaped(text: str) -> str:
    """Return Markdown that shows `text` as it is: CommonMark takes a backslash before any ASCII punctuation.

    The empty comment after an ``@`` keeps GitHub from sending somebody a message, and the one after ``#`` from linking
    an issue.
    """
    return re.sub(r"(\\[@#])", r"\1<!-- -->", _PUNCTUATION.sub(r"\\\1", " ".join(plain(text).split(" "))))


def code_span(text: str) -> str:
    """Return `text` as a code span, whatever backticks are in it."""
    text = plain(text)
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if text.strip(" ") else "` `"

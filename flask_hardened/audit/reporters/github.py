"""Workflow commands of GitHub Actions: each finding becomes a note beside the line in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine import Report
from ..finding import Finding, Severity
from .plain import plain
from .presentation import Presentation
from .summary import summary


def write_github(report: Report, presentation: Presentation) -> str:
    """Return one command per finding, and the line of counts.

    Source: GitHub Actions, "Workflow commands"; the escapes are those of ``actions/toolkit``.
    """
    return "\n".join([*map(_command, report.findings), *_fixed(report), summary(report, presentation)]) + "\n"


def _command(finding: Finding) -> str:
    place = finding.location
    properties = {"title": f"{finding.code} {finding.name}"}
    if place.file is not None:
        properties = {"file": place.file, **({"line": str(place.line)} if place.line else {}), **properties}
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    where = ", ".join(filter(None, (place.setting, place.endpoint)))
    lines = [f"{where}: {finding.message}" if where else finding.message, f"Fix: {finding.fix}"]
    return f"::{_level(finding.severity)} {named}::" + "%0A".join(map(_data, lines))


def _fixed(report: Report) -> Iterator[str]:
    for each in report.fixed:
        yield f"::notice title=Fixed::{_data(f'{each.code} {each.place}')}"


def _level(severity: Severity) -> str:
    if severity >= Severity.HIGH:
        return "error"
    return "warning" if severity is Severity.MEDIUM else "notice"


def _data(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""Applies suppressions to a report. Nothing disappears: what was taken out is kept, and what took nothing is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from ..engine import Report
from ..finding import Finding, Location
from ..rule import Hit
from ..rules.malformed_suppression import malformed_suppression
from ..rules.stale_suppression import stale_suppression
from ..snapshot import Snapshot
from .comments import read_comments
from .grammar import NEVER
from .settings_file import read_settings
from .suppression import Malformed, Suppressed, Suppression


def files_of(report: Report, snapshot: Snapshot) -> Iterator[str]:
    """Yield the files whose comments are read.

    These are the files with findings, those with what the audit looked at, and source that holds such comments.
    """
    routes = () if snapshot.route_facts is None else snapshot.route_facts.routes
    inline = () if snapshot.template_facts is None else snapshot.template_facts.inline
    modules = () if snapshot.source_facts is None else snapshot.source_facts.modules
    places = chain(
        (each.location for each in report.findings),
        (each.location for each in routes),
        (each.location for each in inline),
        (Location(file=each.file) for each in modules if each.marked),
    )
    yield from dict.fromkeys(place.file for place in places if place.file)


def read(files: Iterable[str], root: Path, known: Collection[str]) -> list[Suppression | Malformed]:
    """Return every suppression there is, those of comments first.

    :param known: the codes of all rules.
    """
    comments = (found for file in files for found in read_comments(file, root, known))
    return [*comments, *read_settings(root, known)]


def apply(
    report: Report, said: Iterable[Suppression | Malformed], today: date, ignored: Collection[str] = ()
) -> Report:
    """Take out the findings that are decided upon.

    :param today: suppressions whose last day is before this one take nothing out.
    :param ignored: beginnings of codes left out with ``--ignore``, which holds for what is said of suppressions too.
    """
    said = [*said]
    sound = [each for each in said if isinstance(each, Suppression)]
    valid = [each for each in sound if not each.expired(today)]
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in report.findings:
        by = next((each for each in valid if each.covers(finding) and finding.code not in NEVER), None)
        if by is None:
            kept.append(finding)
        else:
            suppressed.append(Suppressed(finding=finding, suppression=by))
    told = [*_malformed(said), *_stale(sound, report, today)]
    kept += [finding for finding in told if not finding.code.startswith((*ignored,) or "-")]
    return replace(
        report,
        findings=tuple(sorted(dict.fromkeys(kept), key=lambda finding: finding.sort_key)),
        suppressed=tuple(suppressed),
    )


def _malformed(said: Iterable[Suppression | Malformed]) -> Iterator[Finding]:
    for each in said:
        if isinstance(each, Malformed):
            yield malformed_suppression.finding(
                Hit(
                    message=f"A suppression cannot be read, so it suppresses nothing. {each.fault}",
                    fix="Write it as the audit's page says, or delete it.",
                    location=each.source,
                )
            )


def _stale(said: Iterable[Suppression], report: Report, today: date) -> Iterator[Finding]:
    """Yield what suppresses nothing, of rules that were asked: a rule that was left out may still have findings."""
    for each in said:
        if each.until is not None and each.expired(today):
            yield _stale_finding(each, f"The suppression of {', '.join(each.codes)} ended on {each.until.isoformat()}.")
            continue
        asked = [code for code in each.codes if code in report.asked]
        unused = [
            code
            for code in asked
            if not any(finding.code == code and each.covers(finding) for finding in report.findings)
        ]
        if unused:
            yield _stale_finding(each, f"The suppression of {', '.join(unused)} suppresses nothing.")


def _stale_finding(suppression: Suppression, message: str) -> Finding:
    return stale_suppression.finding(
        Hit(message=message, fix="Delete it, or decide again.", location=suppression.source)
    )

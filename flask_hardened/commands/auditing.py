"""One audit, from the snapshot to the exit status."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from pathlib import Path

import click

from ..audit import baseline as baselines
from ..audit.discovery import find_rules
from ..audit.engine import Report, run
from ..audit.finding import Confidence, Finding, Severity
from ..audit.reporters.catalog import REPORTERS
from ..audit.reporters.plain import plain
from ..audit.reporters.presentation import Presentation
from ..audit.reporters.summary import summary
from ..audit.rule import Rule
from ..audit.selection import select_rules
from ..audit.snapshot import Snapshot
from ..audit.suppressions.application import apply, files_of, read
from ..errors import HardenedError
from ..protections import CATALOG
from . import loading, writing
from .audit_options import Manner


def conduct(
    context: click.Context,
    manner: Manner,
    collect: Callable[[], Snapshot],
    *,
    root: Path,
    complete: Callable[[Snapshot], bool],
    mended: Callable[[Report, Sequence[Rule], Snapshot], frozenset[Finding]] = lambda *_: frozenset(),
) -> None:
    """Read, ask the rules, report, and end the command with the audit's exit status.

    :param collect: makes the snapshot.
    :param root: the folder that files are named relative to.
    :param complete: whether everything that can be read was wanted; else rules without evidence are no lack.
    :param mended: tells what ``Hardened(app)`` would mend of what is found.
    """
    started, rules = time.perf_counter(), find_rules(CATALOG)
    try:
        chosen = select_rules(rules, manner.select, manner.ignore)
    except ValueError as error:
        raise click.UsageError(str(error), context) from None
    _check_outputs(manner)
    earlier = None if manner.baseline is None else _earlier(manner.baseline)
    snapshot = collect()
    progress(f"Asking {len(chosen)} rules …")
    report = run(chosen, snapshot, root)
    if not complete(snapshot):
        report = report.without_unwanted()
    report = _decided(report, snapshot, rules, root, manner.ignore)
    report = report.at_least(Confidence[manner.min_confidence.upper()])
    progress("")
    if manner.write_baseline is not None:
        writing.write(baselines.write_baseline(report, root), manner.write_baseline)
    if manner.sbom is not None:
        _write_sbom(snapshot, manner.sbom)
    if earlier is not None:
        report = baselines.compare(report, earlier, root)
    presentation = Presentation(
        root=root,
        rules=rules,
        seconds=time.perf_counter() - started,
        grade=_grade(snapshot),
        mended=mended(report, rules, snapshot),
        colour=manner.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
        fail_on=Severity[manner.fail_on.upper()],
        home=loading.home_file(snapshot, root),
    )
    _tell(context, manner, report, presentation)


def _check_outputs(manner: Manner) -> None:
    """Refuse before the work what could not be written after it.

    :raises click.UsageError: for a file in a folder that is not there, or a list of packages that nothing can write.
    """
    for path in filter(None, (manner.output, manner.write_baseline, manner.sbom)):
        if not path.parent.is_dir():
            raise click.UsageError(f"{plain(str(path))} cannot be written: there is no such folder.")
    if manner.sbom is not None:
        from ..audit.dependencies.sbom import check_library  # of the extra ``audit``

        try:
            check_library()
        except HardenedError as error:
            raise click.UsageError(str(error)) from None


def _tell(context: click.Context, manner: Manner, report: Report, presentation: Presentation) -> None:
    writing.write(REPORTERS[manner.form](report, presentation), manner.output)
    if manner.output is not None or manner.form != "text":
        click.echo(summary(report, presentation), err=True)
    if manner.write_baseline is not None and not report.failed:
        context.exit(0)
    context.exit(report.exit_status(presentation.fail_on, strict=manner.strict))


def _grade(snapshot: Snapshot) -> str | None:
    grade = None if snapshot.response_facts is None else snapshot.response_facts.grade
    return None if grade is None else f"{grade.letter} ({grade.score})"


def _decided(report: Report, snapshot: Snapshot, rules: Sequence[Rule], root: Path, ignore: Sequence[str]) -> Report:
    said = read(files_of(report, snapshot), root, {rule.code for rule in rules})
    return apply(report, said, datetime.now(timezone.utc).date(), ignore)


def _earlier(path: Path) -> dict[str, baselines.Known]:
    try:
        return dict(baselines.read_baseline(writing.read(path)))
    except ValueError as error:
        raise click.UsageError(f"{plain(str(path))} is no baseline: {plain(str(error))}.") from None


def _write_sbom(snapshot: Snapshot, path: Path) -> None:
    if snapshot.dependency_facts is None:
        raise click.UsageError("The packages could not be read, so there is no list of them to write.")
    from ..audit.dependencies.sbom import write_sbom  # of the extra ``audit``

    name = "" if snapshot.config_facts is None else snapshot.config_facts.name
    writing.write(write_sbom(snapshot.dependency_facts, name or path.stem), path)


def progress(text: str) -> None:
    """Show what is being done, on a terminal only; the next call takes its place."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{text}", nl=False, err=True)

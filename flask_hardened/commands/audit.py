"""``flask hardened audit``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

import click

from ..audit import baseline as baselines
from ..audit.collection import PARTS
from ..audit.discovery import find_rules
from ..audit.engine import Report, run
from ..audit.finding import Confidence, Severity
from ..audit.reporters.catalog import REPORTERS
from ..audit.reporters.plain import plain
from ..audit.reporters.presentation import Presentation
from ..audit.reporters.summary import summary
from ..audit.rule import Rule
from ..audit.selection import select_rules
from ..audit.snapshot import Snapshot
from ..audit.suppressions.application import apply, files_of, read
from ..protections import CATALOG
from . import loading, writing


def _words(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for value in values for word in value.replace(",", " ").split())


def _codes(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.upper() for code in _words(context, parameter, values))


def _parts(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    words = _words(context, parameter, values)
    for word in words:
        if word not in PARTS:
            raise click.BadParameter(f"{word!r} is none of {', '.join(PARTS)}.")
    return words or PARTS


_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--format", "form", type=click.Choice([*REPORTERS]), default="text", show_default=True,
              help="How to report.")  # fmt: skip
@click.option("-o", "--output", type=_FILE, help="Write the report to this file.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.label for severity in reversed(Severity)]),
    default=Severity.HIGH.label,
    show_default=True,
    help="Exit with 1 for a finding at least so severe.",
)
@click.option(
    "--min-confidence",
    type=click.Choice([confidence.label for confidence in reversed(Confidence)]),
    default=Confidence.LOW.label,
    show_default=True,
    help="Leave out findings that are less sure.",
)
@click.option("--select", multiple=True, metavar="CODES", callback=_codes,
              help="Ask only these rules: FHH003, or FHH for all of FHH.")  # fmt: skip
@click.option("--ignore", multiple=True, metavar="CODES", callback=_codes, help="Leave these rules out.")
@click.option("--only", multiple=True, metavar="PARTS", callback=_parts,
              help=f"Read only these parts of the app: {', '.join(PARTS)}.")  # fmt: skip
@click.option("--baseline", type=_FILE, help="Report only what is not in this baseline.")
@click.option("--write-baseline", type=_FILE, help="Write what is found to a baseline, and exit with 0.")
@click.option("--strict", is_flag=True, help="Exit with 1 for what could not be checked, and for bad suppressions.")
@click.pass_context
def audit(
    context: click.Context,
    *,
    form: str,
    output: Path | None,
    fail_on: str,
    min_confidence: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    only: tuple[str, ...],
    baseline: Path | None,
    write_baseline: Path | None,
    strict: bool,
) -> None:
    """Say what is still open in the app, where, and how to mend it.

    Reads the configuration, the routes and the templates of the app; sends it no request.

    Findings are suppressed by a comment, "# hardened: ignore[FHF003] reason until=2027-01-31", or by an entry in
    hardened-audit.toml or pyproject.toml.

    Exits with 0 when nothing is found at or above --fail-on, with 1 when something is, and with 2 when the audit itself
    failed: the app could not be loaded, or a rule crashed.
    """
    if baseline is not None and write_baseline is not None:
        raise click.UsageError("--baseline and --write-baseline exclude each other.", context)
    started, root, rules = time.perf_counter(), Path.cwd(), find_rules(CATALOG)
    try:
        chosen = select_rules(rules, select, ignore)
    except ValueError as error:
        raise click.UsageError(str(error), context) from None
    earlier = None if baseline is None else _earlier(baseline)
    _progress("Reading the app …")
    snapshot = loading.read_app(context, only)
    _progress(f"Asking {len(chosen)} rules …")
    report = _decided(_asked(chosen, snapshot, root, only), snapshot, rules, ignore)
    report = report.at_least(Confidence[min_confidence.upper()])
    _progress("")
    if write_baseline is not None:
        writing.write(baselines.write_baseline(report, root), write_baseline)
    if earlier is not None:
        report = baselines.compare(report, earlier, root)
    presentation = Presentation(
        root=root,
        rules=rules,
        seconds=time.perf_counter() - started,
        colour=output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
        fail_on=Severity[fail_on.upper()],
        home=loading.home_file(snapshot, root),
    )
    writing.write(REPORTERS[form](report, presentation), output)
    if output is not None or form != "text":
        click.echo(summary(report, presentation.seconds), err=True)
    if write_baseline is not None and not report.failed:
        context.exit(0)
    context.exit(report.exit_status(presentation.fail_on, strict=strict))


def _asked(chosen: Sequence[Rule], snapshot: Snapshot, root: Path, only: Sequence[str]) -> Report:
    report = run(chosen, snapshot, root)
    complete = {*only} == {*PARTS} or snapshot.hardening_facts is None
    # With --only, what was not collected was not wanted, so its rules are not missed.
    return report if complete else report.without_unwanted()


def _decided(report: Report, snapshot: Snapshot, rules: Sequence[Rule], ignore: Sequence[str]) -> Report:
    said = read(files_of(report, snapshot), Path.cwd(), {rule.code for rule in rules})
    return apply(report, said, datetime.now(timezone.utc).date(), ignore)


def _earlier(path: Path) -> dict[str, baselines.Known]:
    try:
        return dict(baselines.read_baseline(writing.read(path)))
    except ValueError as error:
        raise click.UsageError(f"{plain(str(path))} is no baseline: {plain(str(error))}.") from None


def _progress(text: str) -> None:
    """Show what is being done, on a terminal only; the next call takes its place."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{text}", nl=False, err=True)

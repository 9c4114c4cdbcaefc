"""``flask hardened audit``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from flask import Flask

from ..audit.collection import PARTS, Wanted
from ..audit.engine import Report
from ..audit.finding import Finding
from ..audit.remedy import mended_by_hardening, with_hardening
from ..audit.responses.probing import Probing
from ..audit.responses.quiet import unlogged
from ..audit.rule import Rule
from ..audit.snapshot import Snapshot
from . import loading
from .audit_options import manner_of, manner_options
from .auditing import conduct, progress
from .probe import hardened_probe


@click.command()
@manner_options(PARTS)
@click.option("--probe-views", is_flag=True, help="Also ask views: GET, where the URL has no variable part.")
@click.option("--probe-unsafe", is_flag=True, help="Also send such views empty requests with unsafe methods.")
@click.option("--url", metavar="URL", help="Send the probes to the server at this address instead.")
@click.option("--offline", is_flag=True, help="Ask nobody about known vulnerabilities.")
@click.pass_context
def audit(
    context: click.Context, /, *, probe_views: bool, probe_unsafe: bool, url: str | None, offline: bool, **manner: Any
) -> None:
    """Say what is still open in the app, where, and how to mend it.

    Reads the configuration, the routes, the templates, the source, the files around it and the installed packages, and
    asks the app for pages that no view answers: those of errors, and one static file. Views are asked with
    --probe-views only.

    Findings are suppressed by a comment, "# hardened: ignore[FHF003] reason until=2027-01-31", or by an entry in
    hardened-audit.toml or pyproject.toml.

    Exits with 0 when nothing is found at or above --fail-on, with 1 when something is, and with 2 when the audit itself
    failed: the app could not be loaded, or a rule crashed.
    """
    said = manner_of(manner, context)
    wanted = Wanted(
        parts=said.only,
        probing=Probing(views=probe_views, unsafe=probe_unsafe, url=url),
        online=not offline,
    )

    loaded: list[Flask | None] = [None]

    def collect() -> Snapshot:
        progress("Reading the app …")
        snapshot, loaded[0] = loading.read_app(context, wanted)
        return snapshot

    def mended(report: Report, rules: Sequence[Rule], snapshot: Snapshot) -> frozenset[Finding]:
        if loaded[0] is None:
            return frozenset()
        try:
            with unlogged():  # what the probe remarks is not about the app as it is
                probe = hardened_probe(loaded[0])
                if probe is None:
                    return frozenset()
                hardened = with_hardening(snapshot, loaded[0], probe, Path.cwd())
                return mended_by_hardening(report.findings, rules, hardened, Path.cwd())
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the app's own objects; the report is more than this
            click.echo(f"What Hardened(app) would mend could not be worked out: {type(error).__name__}.", err=True)
            return frozenset()

    def complete(snapshot: Snapshot) -> bool:
        return {*said.only} == {*PARTS} or snapshot.hardening_facts is None

    conduct(context, said, collect, root=Path.cwd(), complete=complete, mended=mended)

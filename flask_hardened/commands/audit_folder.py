"""``python -m flask_hardened audit PATH``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..audit.collection import PARTS_OF_FOLDERS, Inspectors, Wanted, collect_folder
from ..audit.snapshot import Snapshot
from .audit_options import manner_of, manner_options
from .auditing import conduct, progress
from .loading import INSPECTORS


@click.command("audit")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@manner_options(PARTS_OF_FOLDERS)
@click.option("--offline", is_flag=True, help="Ask nobody about known vulnerabilities.")
@click.pass_context
def audit_folder(context: click.Context, /, *, path: Path, offline: bool, **manner: Any) -> None:
    """Say what is open in the source, the templates, the files and the requirements below PATH.

    Nothing of it is imported or run. What only the running app shows is not looked at: for that run
    "flask hardened audit".

    Exits with 0 when nothing is found at or above --fail-on, with 1 when something is, and with 2 when the audit itself
    failed.
    """
    said = manner_of(manner, context)
    inspectors: Inspectors = context.meta[INSPECTORS]

    def collect() -> Snapshot:
        progress("Reading the folder …")
        return collect_folder(path, inspectors, Wanted(parts=said.only, online=not offline))

    conduct(context, said, collect, root=path, complete=lambda snapshot: False)

"""``flask hardened routes``."""

from __future__ import annotations

from pathlib import Path

import click

from ..audit.collection import Wanted
from ..audit.reporters.plain import plain
from ..audit.route_table.controls import guarded_routes
from ..audit.route_table.lock import compare, read_lock, write_lock
from ..audit.route_table.table import write_json, write_table
from ..errors import ConfigurationError
from . import loading, writing

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to list them.")  # fmt: skip
@click.option("-o", "--output", type=_FILE, help="Write the list to this file.")
@click.option("--lock", type=_FILE, help="Write who may use each route, and what guards it, to this file.")
@click.option("--check", type=_FILE, help="Compare the routes with such a file.")
@click.pass_context
def routes(context: click.Context, *, form: str, output: Path | None, lock: Path | None, check: Path | None) -> None:
    """List the routes: who may use them, and what guards them.

    --check exits with 1 when a route became public, lost a control, was granted something, or is new and nobody decided
    who may use it; with 2 when the app could not be read.
    """
    if lock is not None and check is not None:
        raise click.UsageError("--lock and --check exclude each other.", context)
    earlier = None if check is None else _read(check)
    snapshot, _ = loading.read_app(context, Wanted(parts=("routes",)))
    missed = [each for each in snapshot.unchecked if "route" in each.what or each.what == "the policy"]
    for each in missed:
        click.echo(f"Could not read {plain(each.what)}: {plain(each.reason)}.", err=True)
    if missed or snapshot.route_facts is None:
        for problem in snapshot.problems:
            click.echo(plain(str(ConfigurationError([problem]))), err=True)
        context.exit(loading.FAILED)
    guarded = guarded_routes(snapshot)
    if lock is not None:
        writing.write(write_lock(guarded), lock)
        click.echo(f"{len(guarded)} routes locked.", err=True)
        return
    if earlier is None:
        writing.write(write_json(guarded) if form == "json" else write_table(guarded), output)
        return
    comparison = compare(earlier, guarded)
    writing.write("".join(f"{plain(line)}\n" for line in comparison.lines()), output)
    context.exit(1 if comparison.broken else 0)


def _read(path: Path) -> dict[str, dict[str, list[str]]]:
    try:
        return read_lock(writing.read(path))
    except ValueError as error:
        raise click.UsageError(f"{plain(str(path))} is no lock of routes: {plain(str(error))}.") from None

"""The options that audits of apps and of folders share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from pathlib import Path
from typing import Any

import click

from ..audit.finding import Confidence, Severity
from ..audit.reporters.catalog import REPORTERS

_FILE = click.Path(dir_okay=False, path_type=Path)
Command = Callable[..., None]


@dataclass(frozen=True, kw_only=True)
class Manner:
    """What the user asked for: which rules, and what becomes of their findings."""

    form: str
    output: Path | None
    fail_on: str
    min_confidence: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    only: tuple[str, ...]
    baseline: Path | None
    write_baseline: Path | None
    strict: bool
    sbom: Path | None


def words(values: Sequence[str]) -> tuple[str, ...]:
    """Return what an option that may be repeated was given, with commas or without."""
    return tuple(word for value in values for word in value.replace(",", " ").split())


def _codes(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.upper() for code in words(values))


def _parts(parts: Collection[str]) -> Callable[[click.Context, click.Parameter, Sequence[str]], tuple[str, ...]]:
    def read(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
        given = words(values)
        for word in given:
            if word not in parts:
                raise click.BadParameter(f"{word!r} is none of {', '.join(parts)}.")
        return given or tuple(parts)

    return read


def manner_options(parts: Collection[str]) -> Callable[[Command], Command]:
    """Return what adds the options to a command; it is called with one ``manner`` and its own parameters.

    :param parts: what ``--only`` takes.
    """
    options = [
        click.option("--format", "form", type=click.Choice([*REPORTERS]), default="text", show_default=True,
                     help="How to report."),
        click.option("-o", "--output", type=_FILE, help="Write the report to this file."),
        click.option("--fail-on", type=click.Choice([each.label for each in reversed(Severity)]),
                     default=Severity.HIGH.label, show_default=True,
                     help="Exit with 1 for a finding at least so severe."),
        click.option("--min-confidence", type=click.Choice([each.label for each in reversed(Confidence)]),
                     default=Confidence.LOW.label, show_default=True, help="Leave out findings that are less sure."),
        click.option("--select", multiple=True, metavar="CODES", callback=_codes,
                     help="Ask only these rules: FHH003, or FHH for all of FHH."),
        click.option("--ignore", multiple=True, metavar="CODES", callback=_codes, help="Leave these rules out."),
        click.option("--only", multiple=True, metavar="PARTS", callback=_parts(parts),
                     help=f"Read only these parts: {', '.join(parts)}."),
        click.option("--baseline", type=_FILE, help="Report only what is not in this baseline."),
        click.option("--write-baseline", type=_FILE, help="Write what is found to a baseline, and exit with 0."),
        click.option("--strict", is_flag=True,
                     help="Exit with 1 for what could not be checked, and for bad suppressions."),
        click.option("--sbom", type=_FILE, help="Write a CycloneDX list of the packages to this file."),
    ]  # fmt: skip

    def decorate(command: Command) -> Command:
        return reduce(lambda inner, option: option(inner), reversed(options), command)

    return decorate


def manner_of(parameters: Mapping[str, Any], context: click.Context) -> Manner:
    """Return the options that a command was called with.

    :raises click.UsageError: for options that exclude each other.
    """
    manner = Manner(**{field.name: parameters[field.name] for field in fields(Manner)})
    if manner.baseline is not None and manner.write_baseline is not None:
        raise click.UsageError("--baseline and --write-baseline exclude each other.", context)
    if manner.sbom is not None and "dependencies" not in manner.only:
        raise click.UsageError("--sbom needs the part dependencies, which --only leaves out.", context)
    return manner

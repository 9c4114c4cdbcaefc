"""The command group ``flask hardened``: parsing and printing only."""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import ScriptInfo

from .audit.collection import Inspectors, collect
from .audit.collectors.view_source import shown_path
from .audit.discovery import find_rules
from .audit.engine import Report, run
from .audit.finding import Severity
from .audit.reporters.json_document import write_json
from .audit.reporters.text import plain, summary, write_text
from .audit.rule import Rule
from .audit.selection import select_rules
from .audit.snapshot import Snapshot
from .errors import ConfigurationError, did_you_mean
from .markup import inventory
from .protections import CATALOG
from .protections.deployment.secret_key import weakness
from .protections.templates.review import review
from .protections.validation.openapi.command import openapi

AUDIT_FAILED = 2


@click.group(help="Keep a Flask app hardened.")
def hardened() -> None:
    """Group of the commands; found by the ``flask`` command through the entry point ``flask.commands``."""


hardened.add_command(openapi)


@hardened.command()
@click.option(
    "--bytes", "size", type=click.IntRange(32, 1024), default=32, show_default=True, help="Random bytes in the key."
)
@click.option("--dotenv", is_flag=True, help="Print a line for a .env file.")
def secret(*, size: int, dotenv: bool) -> None:
    """Print a new secret key, as hexadecimal digits."""
    key = secrets.token_hex(size)
    click.echo(f"FLASK_SECRET_KEY={key}" if dotenv else key)


def _codes(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.upper() for value in values for code in value.replace(",", " ").split())


@hardened.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.label for severity in reversed(Severity)]),
    default=Severity.HIGH.label,
    show_default=True,
    help="Exit with 1 for a finding at least so severe.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    callback=_codes,
    help="Ask only these rules: FHH003, or FHH for all of FHH.",
)
@click.option("--ignore", multiple=True, metavar="CODES", callback=_codes, help="Leave these rules out.")
@click.pass_context
def audit(
    context: click.Context,
    *,
    form: str,
    output: Path | None,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> None:
    """Say what is still open in the app, where, and how to mend it.

    Reads the configuration, the routes and the templates of the app; sends it no request.

    Exits with 0 when nothing is found at or above --fail-on, with 1 when something is, and with 2 when the audit itself
    failed: the app could not be loaded, or a rule crashed.
    """
    try:
        chosen = select_rules(find_rules(CATALOG), select, ignore)
    except ValueError as error:
        raise click.UsageError(str(error), context) from None
    report = run(chosen, _snapshot(context), Path.cwd())
    _print(report, form, output)
    context.exit(report.exit_status(Severity[fail_on.upper()]))


def _snapshot(context: click.Context) -> Snapshot:
    """Read the app; one that refuses to start leaves its problems."""
    try:
        app = context.ensure_object(ScriptInfo).load_app()
    except ConfigurationError as error:
        return Snapshot(problems=error.problems)
    except click.ClickException:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - exit status 1 would say "findings", and 0 "none"
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{shown_path(frame.filename, Path.cwd())}:{frame.lineno}"
        # Without the exception's own text, which may quote a password out of an address.
        click.echo(f"The app could not be loaded: {type(error).__name__} at {place}.", err=True)
        context.exit(AUDIT_FAILED)
    return collect(app, Inspectors(weakness=weakness, inventory=inventory, review=review), Path.cwd())


def _print(report: Report, form: str, output: Path | None) -> None:
    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = write_json(report) if form == "json" else write_text(report, colour=colour)
    if output is not None:
        try:
            output.write_text(text, "utf-8")
        except OSError as error:
            raise click.UsageError(f"{plain(str(output))} cannot be written: {error.strerror}.") from None
    else:
        click.echo(text, nl=False)
    if output is not None or form != "text":
        click.echo(summary(report), err=True)


@hardened.command("rules")
def list_rules() -> None:
    """List what the audit looks for."""
    found = find_rules(CATALOG)
    width = max(len(rule.name) for rule in found)
    for rule in found:
        click.echo(f"{rule.code}  {rule.severity.label:8}  {rule.name:{width}}  {rule.page.summary}")


@hardened.command()
@click.argument("code")
def explain(*, code: str) -> None:
    """Print the page of a rule, given its CODE, such as FHH003, or its name."""
    found = find_rules(CATALOG)
    for rule in found:
        if code.upper() == rule.code or code.lower() == rule.name:
            click.echo(_explained(rule))
            return
    raise click.UsageError(
        f"No rule has the code {code!r}. {did_you_mean(code.upper(), [rule.code for rule in found])}"
    )


def _explained(rule: Rule) -> str:
    lines = [
        f"# {rule.code} {rule.name}",
        "",
        f"Severity {rule.severity.label}, confidence {rule.confidence.label}.",
        f"CWE: {', '.join(map(str, rule.cwe))}.",
        f"OWASP Top 10:2021: {', '.join(rule.owasp) or 'none'}. ASVS 5.0: {', '.join(rule.asvs) or 'none'}.",
        "",
        str(rule.page),
    ]
    return "\n".join(lines)

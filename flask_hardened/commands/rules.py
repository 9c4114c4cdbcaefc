"""``flask hardened rules`` and ``flask hardened explain CODE``."""

from __future__ import annotations

import json

import click

from ..audit.discovery import find_rules
from ..audit.rule import Rule
from ..errors import did_you_mean
from ..protections import CATALOG


@click.command("rules")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to list them.")  # fmt: skip
def list_rules(*, form: str) -> None:
    """List what the audit looks for."""
    found = find_rules(CATALOG)
    if form == "json":
        click.echo(json.dumps([_members(rule) for rule in found], indent=2))
        return
    width = max(len(rule.name) for rule in found)
    for rule in found:
        click.echo(f"{rule.code}  {rule.severity.label:8}  {rule.name:{width}}  {rule.page.summary}")


@click.command()
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


def _members(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "room": rule.room,
        "severity": rule.severity.label,
        "confidence": rule.confidence.label,
        "cwe": list(rule.cwe),
        "owasp": list(rule.owasp),
        "asvs": list(rule.asvs),
        "summary": rule.page.summary,
    }


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

"""Writes what a command made to standard output or a file."""

from __future__ import annotations

from pathlib import Path

import click

from ..audit.reporters.plain import plain


def write(text: str, output: Path | None) -> None:
    """Write to `output`, or else to standard output.

    :raises click.UsageError: when the file cannot be written.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise click.UsageError(f"{plain(str(output))} cannot be written: {error.strerror}.") from None


def read(path: Path) -> str:
    """Return the text of a file.

    :raises click.UsageError: when it cannot be read.
    """
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise click.UsageError(f"{plain(str(path))} cannot be read: {reason}.") from None

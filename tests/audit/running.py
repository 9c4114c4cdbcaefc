"""Commands, run as the user runs them, with standard output and error kept apart."""

from __future__ import annotations

from typing import Any

import click
from click.testing import CliRunner, Result


def run(command: click.Command, *arguments: str, **given: Any) -> Result:
    """Run a command; click before 8.2 has to be told to keep the two apart."""
    try:
        runner = CliRunner(mix_stderr=False)
    except TypeError:
        runner = CliRunner()
    return runner.invoke(command, arguments, **given)

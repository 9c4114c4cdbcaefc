"""Commands run in this process."""

from __future__ import annotations

from click.testing import CliRunner


def runner() -> CliRunner:
    """Return a runner that keeps standard output and error apart, which click before 8.2 has to be told."""
    try:
        return CliRunner(mix_stderr=False)
    except TypeError:
        return CliRunner()

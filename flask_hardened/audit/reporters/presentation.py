"""What a reporter needs beside the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..finding import Severity
from ..rule import Rule


@dataclass(frozen=True, kw_only=True)
class Presentation:
    """How, and with what, a report is shown."""

    root: Path = field(default_factory=Path.cwd)
    """The folder that files are named relative to; lines of code are read from it."""
    rules: tuple[Rule, ...] = ()
    """The rules there are, for reports that explain them."""
    seconds: float | None = None
    """How long the audit took; None where that is not told."""
    colour: bool = False
    """With ANSI colours, for a terminal."""
    fail_on: Severity = Severity.HIGH
    """From where on a finding fails the build."""
    home: str | None = None
    """The app's own file, for formats in which every finding has to have one."""

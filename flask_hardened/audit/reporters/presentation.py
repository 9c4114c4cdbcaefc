"""What a reporter needs beside the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..finding import Finding, Severity
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
    grade: str | None = None
    """What the Mozilla HTTP Observatory would give the responses, such as ``B+ (80)``; None where none was asked."""
    mended: frozenset[Finding] = frozenset()
    """What ``Hardened(app)`` would mend; empty for an app that is hardened."""
    colour: bool = False
    """With ANSI colours, for a terminal."""
    fail_on: Severity = Severity.HIGH
    """From where on a finding fails the build."""
    home: str | None = None
    """The app's own file, for formats in which every finding has to have one."""

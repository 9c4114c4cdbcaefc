"""Suppression: somebody's decision to live with a finding, and what is wrong with one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Literal

from ..finding import Finding, Location


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """One decision, in a comment or in the settings file."""

    codes: tuple[str, ...]
    reason: str
    source: Location
    """Where it is written."""
    kind: Literal["inSource", "external"]
    """SARIF's words for a comment beside the code, and for a file of its own."""
    until: date | None = None
    """The last day on which it holds; None: it has no end."""
    lines: tuple[int, int] | None = None
    """Of a comment: the first and the last line it speaks of, in its own file."""
    file: str | None = None
    """Of a settings file: a pattern such as ``shop/*.py``; None: wherever it is."""
    endpoint: str | None = None
    setting: str | None = None

    def covers(self, finding: Finding) -> bool:
        """Tell whether it speaks of this finding, whatever the date."""
        place = finding.location
        if finding.code not in self.codes:
            return False
        if self.lines is not None:
            first, last = self.lines
            return place.file == self.source.file and place.line is not None and first <= place.line <= last
        wanted = ((self.file, place.file), (self.endpoint, place.endpoint), (self.setting, place.setting))
        return all(pattern is None or fnmatchcase(value or "", pattern) for pattern, value in wanted)

    def expired(self, today: date) -> bool:
        """Tell whether its last day has passed."""
        return self.until is not None and today > self.until


@dataclass(frozen=True, kw_only=True)
class Malformed:
    """Something that was meant to be a suppression. It suppresses nothing, and is a finding."""

    fault: str
    """As a sentence."""
    source: Location


@dataclass(frozen=True, kw_only=True)
class Suppressed:
    """A finding that was decided upon."""

    finding: Finding
    suppression: Suppression

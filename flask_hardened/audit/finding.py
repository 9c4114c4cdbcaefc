"""Finding: one thing that is still open, where it is, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How much harm it can do, the least first."""

    INFO = 0
    """Good to know; nothing has to be done."""
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    """What ``--fail-on`` means by default."""
    CRITICAL = 4
    """It hands the app over by itself."""

    @property
    def label(self) -> str:
        """The word used on the command line and in reports."""
        return self.name.lower()


class Confidence(IntEnum):
    """How sure the rule is, the least first."""

    LOW = 0
    """Somebody has to look."""
    MEDIUM = 1
    """True unless something outside the app, such as a proxy, makes up for it."""
    HIGH = 2
    """Read from the app itself."""

    @property
    def label(self) -> str:
        """The word used in reports."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Location:
    """Where something is: a setting, a route, a line of a file, or several of these."""

    setting: str | None = None
    """A configuration key, an option, or the call that sets it; never a value."""
    endpoint: str | None = None
    """A route, by its endpoint."""
    file: str | None = None
    """Relative to the folder the audit runs in, where it lies below."""
    line: int | None = None
    """From 1."""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ", ".join(part for part in (self.setting, self.endpoint, place) if part)

    @property
    def sort_key(self) -> tuple[str, str, str, int]:
        """Settings by name, then routes, then lines in the order of their file."""
        return (self.setting or "", self.file or "", self.endpoint or "", self.line or 0)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One place on the way of a value to where it does harm."""

    location: Location
    message: str
    """What happens there. Contains no secret."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule found in one place."""

    code: str
    """The rule's code, such as ``FHH003``."""
    name: str
    """The rule's name; reads right after "allow"."""
    severity: Severity
    confidence: Confidence
    message: str
    """What was found. Contains no secret."""
    fix: str
    """What to do about it."""
    location: Location
    cwe: tuple[int, ...] = ()
    """Numbers of the Common Weakness Enumeration."""
    owasp: tuple[str, ...] = ()
    """Categories of the OWASP Top 10:2021, such as ``A05``."""
    asvs: tuple[str, ...] = ()
    """Requirements of the OWASP ASVS 5.0, such as ``13.4.2``."""
    trace: tuple[Step, ...] = ()
    """The way of a value, from where it comes from to the finding's own place; empty where no value is followed."""

    @property
    def sort_key(self) -> tuple[object, ...]:
        """What to do first comes first; two runs over the same app give the same order."""
        return (-self.severity, self.code, self.location.sort_key, self.message)

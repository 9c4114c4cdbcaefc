"""What the bundled table of known facts is made of. It is used without a network, and ages: it has a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

from ..finding import Severity

AS_OF = date(2026, 6, 30)
"""Advisories that were published up to this day were looked for when the table was made."""


@dataclass(frozen=True, kw_only=True)
class Advisory:
    """One published vulnerability."""

    package: str
    """Normalised as PEP 503 says."""
    cve: str
    affected: tuple[str, ...]
    """Version specifiers; one of them has to match."""
    fixed: str
    """The first versions without it; empty if there is none."""
    severity: Severity
    published: str
    """Year and month."""
    summary: str
    """What an attacker gains, as the rest of a sentence that begins with "it"."""

    @property
    def source(self) -> str:
        """Where it is described."""
        return f"https://nvd.nist.gov/vuln/detail/{self.cve}"

    def affects(self, version: str) -> bool:
        """Whether a version has it; False for one that PEP 440 does not know."""
        return any(matches(version, each) for each in self.affected)


@dataclass(frozen=True, kw_only=True)
class Abandoned:
    """One package, or one line of its releases, that nobody mends any more."""

    package: str
    """Normalised as PEP 503 says."""
    since: str
    """Year and month of the last release, or of the word that it was the last."""
    severity: Severity
    reason: str
    """As the rest of a sentence that begins with the package's name."""
    instead: str
    """As the rest of a sentence that begins with "Use"."""
    source: str
    versions: str = ""
    """A version specifier, where later releases are looked after."""
    modules: tuple[str, ...] = ()
    """What one imports it by, where no other package has that name."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """One feature release of Python or Flask."""

    version: str
    """The first two numbers."""
    until: date
    """The last day it was, or is going to be, mended."""


def matches(version: str, specifier: str) -> bool:
    """Whether a version is one of those a specifier means, pre-releases included."""
    try:
        return SpecifierSet(specifier).contains(Version(version), prereleases=True)
    except InvalidVersion:
        return False

"""What is known of installed packages, of those that the project's files ask for, and of Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ..finding import Location


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """One installed package."""

    name: str
    """Normalised as PEP 503 says."""
    version: str
    requires: tuple[str, ...] = ()
    """What it asks for, in the form of PEP 508, with markers and extras."""
    modules: tuple[str, ...] = ()
    """Names one imports it by; only the first one where that is the package's own name."""
    origin: Literal["index", "folder", "archive", "repository"] = "index"
    """Where pip had it from."""
    own: bool = False
    """Whether it is the audited project itself."""
    system: bool = False
    """Whether the operating system's packages brought it: these are mended without another version number."""
    licenses: tuple[str, ...] = ()
    """An SPDX expression where the metadata has one, else the names it gives."""


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One package that a file of the project asks for."""

    name: str
    """Normalised as PEP 503 says."""
    location: Location
    kind: Literal["list", "project", "lock"]
    """A file of pip's, which is installed as it stands; what the project declares; what a tool resolved."""
    version: str | None = None
    """The only version it allows; None if it allows several."""
    extras: frozenset[str] = frozenset()
    development: bool = False
    """Whether it is for tests, documentation or the desk, as far as names of files and groups tell."""
    indexed: bool = True
    """Whether it comes from a package index; False for a folder, an archive or a repository."""
    hashed: bool = False
    """Whether what is installed must have a given hash."""
    transitive: bool = False
    """Whether the tool that made the list says that only other packages need it: ``# via flask``."""


@dataclass(frozen=True, kw_only=True)
class SourceRemark:
    """One thing in the project's files about where packages come from. The address itself is not kept."""

    kind: Literal["extra", "clear", "unverified"]
    """An index beside the first; an address without encryption; a server whose certificate is not looked at."""
    about: str
    """The option or key that says so."""
    location: Location
    names: tuple[str, ...] = ()
    """The package it is about, where it is about one."""


@dataclass(frozen=True, kw_only=True)
class PythonVersion:
    """A Python that the app runs on, or is said to."""

    version: str
    """``3.11.7`` of the one that runs; ``3.11`` may be all a file says."""
    implementation: str
    """``CPython``; empty if a file does not say."""
    location: Location


@dataclass(frozen=True, kw_only=True)
class Vulnerability:
    """One known vulnerability of a version that is used."""

    name: str
    """The package."""
    version: str
    advisory: str
    """Its identifier, such as ``PYSEC-2023-62``."""
    aliases: frozenset[str] = frozenset()
    """Under which others know it, such as a CVE number."""
    fixed: tuple[str, ...] = ()
    """The first versions without it, the lowest first; empty if there is none."""


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """One package that nothing was learned about."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """What came of asking for known vulnerabilities."""

    wanted: bool = False
    """False if the audit was told not to ask."""
    failure: str = ""
    """Why nothing at all could be checked, as the rest of a sentence; empty if something was."""
    checked: frozenset[str] = frozenset()
    """Packages that there is an answer about."""
    skipped: tuple[Skipped, ...] = ()
    vulnerabilities: tuple[Vulnerability, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DependencyFacts:
    """What the app is built on."""

    distributions: tuple[Distribution, ...] = ()
    """By name; empty when only files were read."""
    requirements: tuple[Requirement, ...] = ()
    """In the order of files and lines."""
    remarks: tuple[SourceRemark, ...] = ()
    pythons: tuple[PythonVersion, ...] = ()
    lookup: Lookup = field(default_factory=Lookup)
    today: date = field(default_factory=date.today)
    """The day that ends of support are compared with."""

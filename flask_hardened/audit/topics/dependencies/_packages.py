"""The packages that rules ask about, and what each has to do with the app."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from ...dependencies.closure import direct, needed
from ...dependencies.facts import Requirement
from ...finding import Confidence, Location, Severity
from ...snapshot import Snapshot

_OURS = "flask-hardened"
_BROUGHT = ("flask-talisman", "bleach")
"""What Flask-Hardened brings along, for when there is no metadata to tell."""
_TESTS = frozenset({"tests", "test", "docs"})


@dataclass(frozen=True, kw_only=True)
class Package:
    """One version of a package that others publish."""

    name: str
    version: str
    location: Location
    used: bool
    """Whether the app needs it, as far as its files, its imports and the packages themselves tell; True if they do not
    tell anything. Else it only lies beside it: tools, and what the tests need."""
    system: bool = False
    """Whether the operating system brought it, and may have mended it without another version number."""

    def severity(self, severity: Severity) -> Severity:
        """Return a severity as it is for this package."""
        return severity if self.used else min(severity, Severity.LOW)

    elsewhere: bool = False
    """Whether another version of it is installed here: this one is what a file pins for other places."""

    @property
    def confidence(self) -> Confidence:
        """How sure it is that what is known of the version is true here."""
        return Confidence.LOW if self.system else Confidence.HIGH

    @property
    def beside(self) -> str:
        """What a message says of a package that the app does not need."""
        return "" if self.used else " (which nothing that the app needs asks for)"


def packages(snapshot: Snapshot) -> Iterator[Package]:
    """Yield what is installed, without the project itself, and what files pin that is not installed in that version."""
    facts = snapshot.dependencies
    lines = _lines(snapshot)
    roots = _roots(snapshot)
    used = needed(roots, facts.distributions)
    own = {each.name for each in facts.distributions if each.own}
    for each in facts.distributions:
        if not each.own:
            yield Package(
                name=each.name,
                version=each.version,
                location=place(each.name, lines.get(each.name)),
                used=not roots or each.name in used,
                system=each.system,
            )
    present = {each.name: each.version for each in facts.distributions}
    seen = {*present.items(), *((name, "") for name in own)}
    for line in sorted(facts.requirements, key=_rank):
        pin = (line.name, line.version or "")
        if pin in seen or (line.name, "") in seen or not line.version or not line.indexed:
            continue
        if line.name in present and (line.development or line.kind == "project"):
            continue  # what runs here is a better witness
        seen.add(pin)
        yield Package(
            name=line.name,
            version=line.version,
            location=place(line.name, line),
            used=not line.development,
            elsewhere=line.name in present,
        )


def place(name: str, line: Requirement | None) -> Location:
    """Return where a package is asked for; only its name, if no file does."""
    where = Location() if line is None else line.location
    return Location(setting=f"package {name}", file=where.file, line=where.line)


def asked_for(snapshot: Snapshot) -> Mapping[str, Location]:
    """Return name → place of each package that the app itself asks for: in a file, or by importing it.

    A frozen or compiled list names what other packages brought, too: of these, only an import tells.
    """
    facts = snapshot.dependencies
    brought = {name for each in facts.distributions if not each.own for name in direct(each)}
    if not facts.distributions and any(each.name == _OURS for each in facts.requirements):
        brought = {*_BROUGHT}
    found = {
        each.name: place(each.name, each)
        for each in reversed(_served(snapshot))
        if not each.transitive and (each.kind == "project" or each.version is None or each.name not in brought)
    }
    for each in facts.distributions:
        for name in direct(each) if each.own else ():
            found.setdefault(name, place(name, None))
    for name, location in _imported_packages(snapshot):
        found.setdefault(name, Location(setting=f"package {name}", file=location.file, line=location.line))
    return found


def _served(snapshot: Snapshot) -> list[Requirement]:
    """Return what the app's files ask for, without what is for development, and without locks."""
    return [each for each in snapshot.dependencies.requirements if not each.development and each.kind != "lock"]


def _imported_packages(snapshot: Snapshot) -> Iterator[tuple[str, Location]]:
    modules = {module: each.name for each in snapshot.dependencies.distributions for module in each.modules}
    return ((modules[module], location) for module, location in imported(snapshot) if module in modules)


def imported(snapshot: Snapshot) -> Iterator[tuple[str, Location]]:
    """Yield the first part of each name that the app's source imports, and where; nothing if it was not read."""
    if snapshot.source_facts is not None:
        for name, location in snapshot.source_facts.imports:
            if _TESTS.isdisjoint(PurePosixPath(location.file or "").parts):
                yield name.partition(".")[0], location


def _lines(snapshot: Snapshot) -> dict[str, Requirement]:
    """Return the line to show for each name: one that pins it, of the app rather than of its tests."""
    found: dict[str, Requirement] = {}
    for each in sorted(snapshot.dependencies.requirements, key=_rank):
        found.setdefault(each.name, each)
    return found


def _rank(line: Requirement) -> tuple[bool, bool, int]:
    kinds: dict[Literal["list", "project", "lock"], int] = {"list": 0, "lock": 1, "project": 2}
    return (line.development, line.version is None, kinds[line.kind])


def _roots(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """Return what the app needs, with extras, from where its needs begin; nothing where neither files nor imports tell.

    The app itself is not among its needs, but what its metadata asks for is.
    """
    roots = {name: frozenset[str]() for name, _ in _imported_packages(snapshot)}
    for each in _served(snapshot):
        roots[each.name] = each.extras | roots.get(each.name, frozenset())
    own = [each.name for each in snapshot.dependencies.distributions if each.own]
    if not roots and not own:
        return {}
    return {**dict.fromkeys([*own, "flask"], frozenset[str]()), **roots}

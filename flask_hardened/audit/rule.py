"""Rule: one question that the audit asks of the snapshot, and ``@rule``, which makes one of a generator function."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .codes import OWN_ROOM, check_code
from .finding import Confidence, Finding, Location, Severity, Step
from .page import Page, parse_page
from .snapshot import Snapshot

ROOMS = "flask_hardened.protections."
TOPICS = "flask_hardened.audit.topics."
_OWASP = re.compile(r"A(0[1-9]|10)", re.ASCII)
_ASVS = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """What a rule yields: the parts of a finding that differ from place to place."""

    message: str
    """What was found, as a sentence, without any secret."""
    fix: str
    """What to do, as a sentence."""
    location: Location
    severity: Severity | None = None
    """Where this place is better or worse than the rule's others; else the rule's."""
    confidence: Confidence | None = None
    """Where the rule is more or less sure here; else the rule's."""
    trace: tuple[Step, ...] = ()
    """The way of the value that it is about, from its source to here."""


Check = Callable[[Snapshot], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, with all that is known about it."""

    code: str
    name: str
    room: str
    """The feature whose setting one would change to mend it; a topic, where none would; or ``audit``."""
    severity: Severity
    confidence: Confidence
    cwe: tuple[int, ...]
    owasp: tuple[str, ...]
    asvs: tuple[str, ...]
    page: Page
    check: Check

    def findings(self, snapshot: Snapshot) -> Iterator[Finding]:
        """Ask the snapshot, and yield what was found."""
        return map(self.finding, self.check(snapshot))

    def finding(self, hit: Hit) -> Finding:
        """Complete a hit with what holds for every finding of this rule."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity if hit.severity is None else hit.severity,
            confidence=self.confidence if hit.confidence is None else hit.confidence,
            message=hit.message,
            fix=hit.fix,
            location=hit.location,
            cwe=self.cwe,
            owasp=self.owasp,
            asvs=self.asvs,
            trace=hit.trace,
        )


def rule(
    *,
    code: str,
    severity: Severity,
    confidence: Confidence,
    cwe: tuple[int, ...],
    owasp: tuple[str, ...] = (),
    asvs: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function that takes a snapshot and yields hits.

    The function's name is the rule's, and the name of its file: ``every_host`` reads "allow every-host". Its docstring
    is the rule's page. The room is the folder it lies in.

    :param code: stable; see ``codes.py``.
    :param cwe: at least one number.
    :param owasp: categories of the Top 10:2021.
    :param asvs: requirements of the ASVS 5.0.
    :raises ValueError: naming the rule, for a code, number, name or page that is not as it should be.
    """

    def decorator(check: Check) -> Rule:
        try:
            room = _room_of(check.__module__)
            check_code(code, room)
            _check_numbers(cwe, owasp, asvs)
            if check.__module__.rpartition(".")[2] != check.__name__:
                raise ValueError("its file has another name than its function.")
            page = parse_page(inspect.cleandoc(check.__doc__ or ""))
        except ValueError as error:
            raise ValueError(f"Rule {code} ({check.__name__}): {error}") from None
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            room=room,
            severity=severity,
            confidence=confidence,
            cwe=cwe,
            owasp=owasp,
            asvs=asvs,
            page=page,
            check=check,
        )

    return decorator


def _room_of(module: str) -> str:
    for packages in (ROOMS, TOPICS):
        if module.startswith(packages):
            return module.removeprefix(packages).partition(".")[0]
    return OWN_ROOM


def _check_numbers(cwe: tuple[int, ...], owasp: tuple[str, ...], asvs: tuple[str, ...]) -> None:
    if not cwe or min(cwe) < 1:
        raise ValueError(f"{cwe!r} are no CWE numbers. Give at least one.")
    for category in owasp:
        if not _OWASP.fullmatch(category):
            raise ValueError(f"{category!r} is no category of the OWASP Top 10. Write A01 to A10.")
    for requirement in asvs:
        if not _ASVS.fullmatch(requirement):
            raise ValueError(f"{requirement!r} is no ASVS requirement. Write chapter.section.number.")

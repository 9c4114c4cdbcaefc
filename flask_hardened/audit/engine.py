"""The engine: rules x snapshot -> findings."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .collectors.view_source import shown_path
from .finding import Confidence, Finding, Location, Severity
from .rule import Hit, Rule
from .rules.crashed_rule import crashed_rule
from .rules.malformed_suppression import malformed_suppression
from .rules.refused_start import refused_start
from .rules.stale_suppression import stale_suppression
from .rules.unchecked_evidence import unchecked_evidence
from .snapshot import NotCollected, Snapshot
from .topics.dependencies.unchecked_vulnerabilities import unchecked_vulnerabilities
from .topics.exposure.written_secrets import written_secrets

if TYPE_CHECKING:
    from .baseline import Known
    from .suppressions.suppression import Suppressed

_WRITTEN_SECRET = frozenset({321, 798})
"""CWEs of keys and passwords in source."""
SUPPRESSION_CODES = frozenset({stale_suppression.code, malformed_suppression.code})


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an audit came to."""

    findings: tuple[Finding, ...]
    """What to do first comes first."""
    asked: tuple[str, ...]
    """Codes of the rules that were asked."""
    skipped: tuple[str, ...] = ()
    """Codes of the rules whose evidence was not collected."""
    suppressed: tuple[Suppressed, ...] = ()
    """What the authors decided to live with."""
    known: tuple[Finding, ...] = ()
    """What the baseline holds already."""
    fixed: tuple[Known, ...] = ()
    """What the baseline holds, and is gone."""
    hidden: int = 0
    """How many findings are below the wanted confidence."""

    @property
    def failed(self) -> bool:
        """Whether the audit itself failed: a rule crashed."""
        return any(finding.code == crashed_rule.code for finding in self.findings)

    def at_or_above(self, severity: Severity) -> int:
        """Return how many findings are at least so severe; a crashed rule is not counted."""
        return sum(each.severity >= severity and each.code != crashed_rule.code for each in self.findings)

    @property
    def incomplete(self) -> bool:
        """Whether something was not checked, or a suppression is not in order."""
        return bool(self.skipped) or any(map(_tells_a_lack, (*self.findings, *self.known)))

    def exit_status(self, fail_on: Severity, *, strict: bool = False) -> int:
        """Return 2 when the audit failed, 1 when something is at or above `fail_on`, else 0.

        :param strict: 1 as well for a report that is :attr:`incomplete`.
        """
        if self.failed:
            return 2
        return 1 if self.at_or_above(fail_on) or (strict and self.incomplete) else 0

    def without_unwanted(self) -> Report:
        """Return the report of an audit that was not to read everything: rules that had nothing to read are no lack."""
        return replace(self, skipped=())

    def at_least(self, confidence: Confidence) -> Report:
        """Return the report without the findings that are less sure; how many these are is kept."""
        kept = tuple(each for each in self.findings if each.confidence >= confidence)
        return replace(self, findings=kept, hidden=self.hidden + len(self.findings) - len(kept))


def _tells_a_lack(finding: Finding) -> bool:
    if finding.code == unchecked_vulnerabilities.code:
        return finding.severity > Severity.INFO  # below that, --offline asked for it
    return finding.code in {unchecked_evidence.code, *SUPPRESSION_CODES}


def run(rules: Iterable[Rule], snapshot: Snapshot, root: Path) -> Report:
    """Ask every rule. One that raises becomes a finding of its own."""
    findings: list[Finding] = []
    asked: list[str] = []
    skipped: list[str] = []
    for rule in rules:
        before = len(findings)
        try:
            findings.extend(rule.findings(snapshot))
        except NotCollected:
            # One that found something before it missed something has been asked.
            (skipped if len(findings) == before else asked).append(rule.code)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one rule must not hide what the others found
            findings.append(_crash(rule, error, root))
            asked.append(rule.code)
        else:
            asked.append(rule.code)
    findings = sorted(dict.fromkeys(_without_repetition(findings)), key=lambda finding: finding.sort_key)
    return Report(findings=tuple(findings), asked=tuple(asked), skipped=tuple(skipped))


def _crash(rule: Rule, error: BaseException, root: Path) -> Finding:
    frames = traceback.extract_tb(error.__traceback__)
    place = Location(file=shown_path(frames[-1].filename, root), line=frames[-1].lineno)
    # The exception's own text is left out: it may quote what the rule was reading.
    return crashed_rule.finding(
        Hit(
            message=f"The rule {rule.code} ({rule.name}) raised {type(error).__name__}, so it found nothing.",
            fix=f"Report it with the version of Flask-Hardened; until then leave it out with --ignore {rule.code}.",
            location=place,
        )
    )


def _without_repetition(findings: list[Finding]) -> list[Finding]:
    """Leave out what another rule says of the same place in its own, better words.

    That is a refusal to start beside a rule about the setting, and a secret in a file beside a rule that knows what
    the secret is for.
    """
    settings = {
        each.location.setting
        for each in findings
        if each.code != refused_start.code and each.severity >= refused_start.severity and each.location.setting
    }
    known_secrets = {
        (each.location.file, each.location.line)
        for each in findings
        if each.code != written_secrets.code and _WRITTEN_SECRET.intersection(each.cwe)
    }
    return [
        each
        for each in findings
        if not (
            (each.code == refused_start.code and _names_one(each, settings))
            or (each.code == written_secrets.code and (each.location.file, each.location.line) in known_secrets)
        )
    ]


def _names_one(finding: Finding, settings: set[str]) -> bool:
    place = finding.location.setting or ""
    return any(re.search(rf"(?<!\w){re.escape(setting)}(?!\w)", place) for setting in settings)

"""Baseline: the findings that were there before, so that a build fails for new ones only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .engine import Report
from .finding import Finding
from .fingerprint import fingerprint
from .suppressions.grammar import NEVER

FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Known:
    """Findings of a baseline that look alike."""

    code: str
    place: str
    count: int


def write_baseline(report: Report, root: Path) -> str:
    """Return the baseline of a report: JSON that changes no line when code only moves."""
    entries: dict[str, dict[str, Any]] = {}
    for finding in report.findings:
        if finding.code in NEVER:
            continue
        entry = entries.setdefault(
            fingerprint(finding, root), {"code": finding.code, "place": _place(finding), "count": 0}
        )
        entry["count"] += 1
    ordered = sorted(entries.items(), key=lambda item: (item[1]["code"], item[1]["place"], item[0]))
    return json.dumps({"format": FORMAT, "findings": dict(ordered)}, indent=2) + "\n"


def read_baseline(text: str) -> Mapping[str, Known]:
    """Read what :func:`write_baseline` wrote.

    :raises ValueError: when it is something else.
    """
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError(f"it is no baseline of format {FORMAT}")
    try:
        return {
            mark: Known(code=str(entry["code"]), place=str(entry["place"]), count=int(entry["count"]))
            for mark, entry in document["findings"].items()
        }
    except (KeyError, TypeError, AttributeError):
        raise ValueError("its findings are not as they should be") from None


def compare(report: Report, baseline: Mapping[str, Known], root: Path) -> Report:
    """Keep the new findings, and say which known ones are gone.

    Of findings that look alike as many are known as the baseline counts. Those of rules that were not asked now are not
    taken for fixed.
    """
    left = Counter({mark: known.count for mark, known in baseline.items()})
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in report.findings:
        mark = fingerprint(finding, root)
        if left[mark] > 0 and finding.code not in NEVER:
            left[mark] -= 1
            known.append(finding)
        else:
            new.append(finding)
    settled = {fingerprint(each.finding, root) for each in report.suppressed}
    fixed = [
        replace(entry, count=left[mark])
        for mark, entry in baseline.items()
        if left[mark] > 0 and entry.code in report.asked and mark not in settled
    ]
    return replace(report, findings=tuple(new), known=tuple(known), fixed=tuple(fixed))


def _place(finding: Finding) -> str:
    place = finding.location
    return ", ".join(part for part in (place.setting, place.endpoint, place.file) if part)

"""SARIF 2.1.0, for code scanning (OASIS Static Analysis Results Interchange Format)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from ..engine import Report
from ..finding import Finding
from ..fingerprint import numbered
from ..rules.crashed_rule import crashed_rule
from ..rules.unchecked_evidence import unchecked_evidence
from ..suppressions.suppression import Suppression
from .plain import plain
from .presentation import Presentation
from .sarif_rules import described, level

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
"""The name that relative addresses are relative to; whoever reads the report knows the folder."""

_NOT_CHECKED = frozenset({crashed_rule.code, unchecked_evidence.code})


def write_sarif(report: Report, presentation: Presentation) -> str:
    """Return the report as a SARIF log of one run, in ASCII.

    Suppressed findings and those of the baseline are in it, marked as such. What could not be checked is a notification
    of the invocation, too.
    """
    run = {
        "tool": {
            "driver": {
                "name": "Flask-Hardened",
                "semanticVersion": version("flask-hardened"),
                "rules": [described(rule) for rule in presentation.rules],
            }
        },
        "invocations": [
            {"executionSuccessful": not report.failed, "toolExecutionNotifications": [*_notifications(report)]}
        ],
        "automationDetails": {"id": "flask-hardened/audit/"},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which the audit ran."}}},
        "columnKind": "unicodeCodePoints",
        "results": [*_results(report, presentation)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _results(report: Report, presentation: Presentation) -> Iterator[dict[str, Any]]:
    compared = bool(report.known or report.fixed)
    states = [
        *((finding, "new" if compared else None, None) for finding in report.findings),
        *((finding, "unchanged", None) for finding in report.known),
        *((each.finding, None, each.suppression) for each in report.suppressed),
    ]
    places = {rule.code: place for place, rule in enumerate(presentation.rules)}
    marks = numbered((finding for finding, _, _ in states), presentation.root)
    for (finding, state, suppression), (_, mark) in zip(states, marks, strict=True):
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "level": level(finding.severity),
            "message": {"text": f"{plain(finding.message)} Fix: {plain(finding.fix)}"},
            "locations": [_location(finding, presentation.home)],
            "partialFingerprints": {"flaskHardened/v1": mark},
            "suppressions": [] if suppression is None else [_suppression(suppression)],
            "properties": {"confidence": finding.confidence.label, "severity": finding.severity.label},
        }
        if finding.code in places:
            result["ruleIndex"] = places[finding.code]
        if finding.trace:
            result["codeFlows"] = [{"threadFlows": [{"locations": [*_flow(finding)]}]}]
        if state is not None:
            result["baselineState"] = state
        yield result


def _flow(finding: Finding) -> Iterator[dict[str, Any]]:
    for step in finding.trace:
        place, text = step.location, {"message": {"text": plain(step.message)}}
        where = {"artifactLocation": _artifact(place.file or ""), "region": {"startLine": place.line or 1}}
        yield {"location": {**({"physicalLocation": where} if place.file else {}), **text}}


def _location(finding: Finding, home: str | None) -> dict[str, Any]:
    """Return where it is. What has no file is said to be in the app's own: code scanning takes no other result."""
    place = finding.location
    location: dict[str, Any] = {}
    names = (("endpoint", "function", place.endpoint), ("setting", "property", place.setting))
    logical = [
        {"name": name, "fullyQualifiedName": f"{what}:{name}", "kind": kind} for what, kind, name in names if name
    ]
    file, line = (place.file, place.line) if place.file else (home, None)
    if file:
        region = {"startLine": line or 1}
        location["physicalLocation"] = {"artifactLocation": _artifact(file), "region": region}
    if logical:
        location["logicalLocations"] = logical
    return location


def _artifact(file: str) -> dict[str, str]:
    path = file.replace("\\", "/")
    uri = quote(path.encode("utf-8", "surrogateescape" if _decodable(path) else "replace"), safe="/")
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": ROOT}


def _decodable(text: str) -> bool:
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _suppression(suppression: Suppression) -> dict[str, Any]:
    source = suppression.source
    place = {"artifactLocation": _artifact(source.file or "")}
    region = {} if source.line is None else {"region": {"startLine": source.line}}
    return {
        "kind": suppression.kind,
        "status": "accepted",
        "justification": plain(suppression.reason),
        "location": {"physicalLocation": {**place, **region}},
    }


def _notifications(report: Report) -> Iterator[dict[str, Any]]:
    for finding in (*report.findings, *report.known):
        if finding.code in _NOT_CHECKED:
            yield {
                "level": "error" if finding.code == crashed_rule.code else "warning",
                "descriptor": {"id": finding.code},
                "message": {"text": plain(finding.message)},
            }
    for code in report.skipped:
        yield {
            "level": "warning",
            "descriptor": {"id": "rule-not-asked"},
            "associatedRule": {"id": code},
            "message": {"text": f"The rule {code} could not be asked: what it reads was not collected."},
        }

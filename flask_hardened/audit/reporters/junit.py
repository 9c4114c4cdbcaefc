"""JUnit's XML, which every CI server shows: a rule that found nothing is a test that passed."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from ..engine import Report
from ..finding import Finding
from ..rules.crashed_rule import crashed_rule
from .plain import plain
from .presentation import Presentation


def write_junit(report: Report, presentation: Presentation) -> str:
    """Return an XML document.

    Findings from ``--fail-on`` on are failures, a crashed rule is an error, and what was not asked or is suppressed was
    skipped.
    """
    cases = [*_cases(report, presentation)]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
        "time": f"{presentation.seconds or 0:.3f}",
    }
    top = ET.Element("testsuites", counts)
    suite = ET.SubElement(top, "testsuite", {"name": "flask hardened audit", **counts})
    suite.extend(cases)
    ET.indent(top)
    # Everything printable beyond ASCII is allowed; control characters, which XML cannot hold, were written as escapes.
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"


def _cases(report: Report, presentation: Presentation) -> Iterator[ET.Element]:
    names = {rule.code: f"{rule.code} {rule.name}" for rule in presentation.rules}
    for finding in report.findings:
        yield _found(finding, fails=finding.severity >= presentation.fail_on)
    for suppressed in report.suppressed:
        case = _case(*_name(suppressed.finding))
        ET.SubElement(case, "skipped", {"message": plain(f"Suppressed: {suppressed.suppression.reason}")})
        yield case
    told = {each.code for each in (*report.findings, *(each.finding for each in report.suppressed))}
    for code in report.asked:
        if code not in told:
            yield _case(names.get(code, code), "")
    for code in report.skipped:
        case = _case(names.get(code, code), "")
        ET.SubElement(case, "skipped", {"message": "What it reads was not collected."})
        yield case


def _found(finding: Finding, *, fails: bool) -> ET.Element:
    case = _case(*_name(finding))
    text = plain(f"{finding.message} Fix: {finding.fix}")
    if finding.code == crashed_rule.code:
        ET.SubElement(case, "error", {"type": "crash", "message": plain(finding.message)}).text = text
    elif fails:
        kind = {"type": finding.severity.label, "message": plain(finding.message)}
        ET.SubElement(case, "failure", kind).text = text
    else:
        ET.SubElement(case, "system-out").text = f"{finding.severity.label}: {text}"
    return case


def _name(finding: Finding) -> tuple[str, str]:
    return f"{finding.code} {finding.name}", str(finding.location)


def _case(rule: str, place: str) -> ET.Element:
    return ET.Element("testcase", {"classname": "flask_hardened.audit", "name": plain(f"{rule} {place}".strip())})

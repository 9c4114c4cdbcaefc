"""Findings, and the whole of a report, for tests of what comes after the rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from flask_hardened.audit.baseline import Known
from flask_hardened.audit.engine import Report
from flask_hardened.audit.finding import Confidence, Finding, Location, Severity, Step
from flask_hardened.audit.suppressions.suppression import Suppressed, Suppression


def finding(code: str = "FHD002", **members: Any) -> Finding:
    """Return a finding; in a setting, if nothing else is said."""
    place = {name: members.pop(name) for name in ("setting", "endpoint", "file", "line") if name in members}
    defaults = {
        "name": "open-door", "severity": Severity.HIGH, "confidence": Confidence.HIGH, "message": "It is open.",
        "fix": "Close it.", "cwe": (489,), "owasp": ("A05",), "asvs": ("13.4.2",),
    }  # fmt: skip
    return Finding(code=code, location=Location(**(place or {"setting": "DEBUG"})), **{**defaults, **members})


def hostile_report(text: str) -> Report:
    """Return a report with everything in it, and `text` wherever an app's authors may have written it."""
    step = Step(location=Location(file=text, line=2), message=text)
    found = finding(
        message=text, fix=text, endpoint=text, file=text or "a.py", line=3, setting=text, trace=(step, step)
    )
    suppression = Suppression(codes=("FHD002",), reason=text, source=Location(file=text, line=1), kind="inSource",
                              until=date(2027, 1, 31))  # fmt: skip
    return Report(
        findings=(found, finding("FHX002", severity=Severity.LOW, message=text), finding("FHX001", message=text)),
        asked=("FHD001", "FHD002", "FHX001", "FHX002"),
        skipped=("FHH003",),
        suppressed=(Suppressed(finding=finding(message=text), suppression=suppression),),
        known=(finding(severity=Severity.MEDIUM, message=text),),
        fixed=(Known(code="FHD001", place=text, count=2),),
    )


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            ["<script>", "</style>", "&lt;", '"', "'", "`", "``", "*a*", "_a_", "[a](b)", "![a](b)", "\n", "\r", "%0A",
             "%", "::error::", "::", ",", ":", "]]>", "<![CDATA[", "\x00", "\x1b[31m", "\u202e", "\udcff", "\ufffe",
             "#", "- ", "1. ", "@user", "https://a.example", "\\", "|", "{{ 7 * 7 }}", "{0}", "<!--", "-->", "a", " "]
        ),
        max_size=8,
    ).map("".join),
)  # fmt: skip
"""Text that tries to be more than text."""

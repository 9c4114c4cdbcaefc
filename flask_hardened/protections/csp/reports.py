"""Violation reports as browsers send them, in both formats, brought to one form that is fit for a log.

Sources: CSP3 section 5.3 (``application/csp-report``), Reporting API section 2.4 (``application/reports+json``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LEGACY = "application/csp-report"
MODERN = "application/reports+json"
CONTENT_TYPES = frozenset({LEGACY, MODERN, "application/json"})
"""``application/json`` is what Safari calls the first format."""
MAX_REPORTS = 20
"""Reports read of one request; browsers batch a few."""

_DIRECTIVE = re.compile(r"[a-z][a-z-]{0,39}")
_WORD = re.compile(r"[a-z][a-z-]{0,30}")
_SECRET = re.compile(r"(?=[^/]*[0-9])[^/]{20,}")
_EXTENSION_SCHEMES = (
    "chrome-extension",
    "moz-extension",
    "safari-extension",
    "safari-web-extension",
    "webkit-masked-url",
)
_PATH_LENGTH = 200
_SAMPLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Violation:
    """One violation. Its URLs have lost query, fragment, credentials and what in their path looks like a token."""

    directive: str
    blocked: str
    document: str
    disposition: str
    source: str
    line: int | None
    column: int | None
    sample: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two reports the same violation: directive, blocked origin, page, disposition."""
        scheme, mark, rest = self.blocked.partition("://")
        origin = f"{scheme}{mark}{rest.partition('/')[0]}"
        return self.directive, origin, self.document, self.disposition


def read_reports(body: bytes, content_type: str) -> list[Violation]:
    """Return the violations in a request body; reports of another kind, and those that extensions cause, are left out.

    :param content_type: one of :data:`CONTENT_TYPES`.
    :raises ValueError: when the body is not what its type promises.
    """
    try:
        document = json.loads(body)
    except RecursionError:
        raise ValueError("The report is nested too deeply.") from None
    if content_type != MODERN and isinstance(document, dict):
        report = document.get("csp-report")
        if not isinstance(report, dict):
            raise ValueError('The report has no object "csp-report".')
        bodies: list[Mapping[str, Any]] = [_modern_names(report)]
    elif content_type != LEGACY and isinstance(document, list):
        bodies = list(_csp_bodies(document[:MAX_REPORTS]))
    else:
        raise ValueError("The report has another form than its content type says.")
    return [violation for body in bodies if (violation := _violation(body)) is not None]


def _csp_bodies(reports: list[Any]) -> Iterator[Mapping[str, Any]]:
    for report in reports:
        if not isinstance(report, dict):
            raise ValueError("A report is not an object.")  # noqa: TRY004 (what callers catch for every malformed body)
        body = report.get("body")
        if report.get("type") == "csp-violation" and isinstance(body, dict):
            yield {"documentURL": report.get("url"), **body}


_NAMES = {
    "effectiveDirective": ("effective-directive", "violated-directive"),
    "blockedURL": ("blocked-uri",),
    "documentURL": ("document-uri",),
    "disposition": ("disposition",),
    "sourceFile": ("source-file",),
    "lineNumber": ("line-number",),
    "columnNumber": ("column-number",),
    "sample": ("script-sample",),
}


def _modern_names(report: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        name: next((report[legacy] for legacy in legacies if report.get(legacy)), None)
        for name, legacies in _NAMES.items()
    }


def _violation(body: Mapping[str, Any]) -> Violation | None:
    # Old browsers send the directive with its sources.
    directive = _text(body, "effectiveDirective").partition(" ")[0]
    source = masked_url(_text(body, "sourceFile"))
    blocked = masked_url(_text(body, "blockedURL"))
    if not _DIRECTIVE.fullmatch(directive) or (source or blocked).startswith(_EXTENSION_SCHEMES):
        return None
    return Violation(
        directive=directive,
        blocked=blocked,
        document=masked_url(_text(body, "documentURL")),
        disposition="report" if body.get("disposition") == "report" else "enforce",
        source=source,
        line=_number(body, "lineNumber"),
        column=_number(body, "columnNumber"),
        sample=_text(body, "sample")[:_SAMPLE_LENGTH],
    )


def masked_url(text: str) -> str:
    """Return a URL without what may be secret; a word such as ``inline`` stays, anything else is dropped."""
    if _WORD.fullmatch(text):
        return text
    try:
        url = urlsplit(text)
        host, port = url.hostname, url.port
    except ValueError:
        return ""
    if not host:
        return url.scheme
    path = _SECRET.sub("[masked]", url.path)[:_PATH_LENGTH]
    return f"{url.scheme}://{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}{path}"


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _number(body: Mapping[str, Any], name: str) -> int | None:
    value = body.get(name)
    return value if type(value) is int and 0 <= value < 2**31 else None

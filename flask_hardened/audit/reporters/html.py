"""One HTML page that needs nothing else: no script, no picture, no font; under a policy that allows none."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from ..engine import Report
from ..excerpt import excerpt
from ..finding import Finding
from ..rule import Rule
from .page_style import STYLE
from .plain import plain
from .presentation import Presentation
from .summary import remedy, summary

_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
"""The page's own Content Security Policy: nothing but its one style sheet, known by its hash."""

_PAGE = Markup(
    """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Audit of a Flask app</title>
<style>{style}</style>
</head>
<body>
<h1>Audit of a Flask app</h1>
<p>{summary}</p>
{remedy}{body}
</body>
</html>
"""
)
_FINDING = Markup(
    """<article class="{severity}">
<h3>{code} {name}</h3>
<p><code>{place}</code></p>
<p>{message}</p>
{excerpt}<p><strong>Fix:</strong> {fix}{mended}</p>
{why}<p class="facts">Confidence {confidence}. {numbers}</p>
</article>"""
)
_ROWS = Markup("<h2>{title}</h2>\n<ul>\n{rows}\n</ul>")
_ROW = Markup("<li>{code} <code>{place}</code> {note}</li>")


def write_html(report: Report, presentation: Presentation) -> str:
    """Return the report as a page."""
    return str(
        _PAGE.format(
            policy=POLICY,
            style=Markup(STYLE),  # noqa: S704 - a constant
            summary=plain(summary(report, presentation)),
            remedy=_remedy(report, presentation),
            body=Markup("\n").join(_body(report, presentation)),
        )
    )


def _remedy(report: Report, presentation: Presentation) -> Markup:
    said = remedy(report, presentation)
    return Markup("<p><strong>{}</strong></p>\n").format(said) if said else Markup("")


def _body(report: Report, presentation: Presentation) -> Iterator[Markup]:
    rules = {rule.code: rule for rule in presentation.rules}
    for severity, found in groupby(report.findings, key=lambda finding: finding.severity):
        yield Markup("<h2>{}</h2>").format(severity.label.capitalize())
        for finding in found:
            yield _finding(finding, rules.get(finding.code), presentation)
    fixed = [_ROW.format(code=plain(each.code), place=plain(each.place), note="") for each in report.fixed]
    suppressed = [
        _ROW.format(
            code=each.finding.code,
            place=plain(str(each.finding.location)),
            note=plain(each.suppression.reason),
        )
        for each in report.suppressed
    ]
    for title, rows in (("Fixed", fixed), ("Suppressed", suppressed)):
        if rows:
            yield _ROWS.format(title=title, rows=Markup("\n").join(rows))


def _finding(finding: Finding, rule: Rule | None, presentation: Presentation) -> Markup:
    code = excerpt(finding, presentation.root)
    numbers = [f"CWE-{number}" for number in finding.cwe]
    numbers += [f"OWASP {each}:2021" for each in finding.owasp] + [f"ASVS {each}" for each in finding.asvs]
    return _FINDING.format(
        severity=finding.severity.label,
        code=plain(finding.code),
        name=plain(finding.name),
        place=plain(str(finding.location)),
        message=plain(finding.message),
        excerpt="" if code is None else Markup("<pre>{} | {}</pre>\n").format(finding.location.line, plain(code)),
        fix=plain(finding.fix),
        mended=" Hardened(app) mends it." if finding in presentation.mended else "",
        why="" if rule is None else _why(rule),
        confidence=finding.confidence.label,
        numbers=", ".join(map(plain, numbers)),
    )


def _why(rule: Rule) -> Markup:
    text = dict(rule.page.sections)["Why is this bad"]
    return Markup("<details><summary>Why is this bad?</summary><p>{}</p></details>\n").format(escape(text))

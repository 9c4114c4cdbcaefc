"""``hardened-rules`` writes the pages of the audit's rules from their docstrings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.rule import Rule
from flask_hardened.protections import CATALOG


def rule_lines(rule: Rule) -> Iterator[str]:
    """Yield the page of one rule as Markdown; its sections become one level deeper."""
    yield from (f"## {rule.code} {rule.name}", "", rule.page.summary, "")
    yield f"Room `{rule.room}`, severity {rule.severity.label}, confidence {rule.confidence.label}."
    yield f"CWE: {', '.join(map(str, rule.cwe))}."
    yield from (
        f"OWASP Top 10:2021: {', '.join(rule.owasp) or 'none'}. ASVS 5.0: {', '.join(rule.asvs) or 'none'}.",
        "",
    )
    for title, text in rule.page.sections:
        yield from (f"### {title}", "", re.sub(r"^(#+ )", r"##\1", text, flags=re.MULTILINE), "")


class HardenedRules(SphinxDirective):
    """Every rule, by code."""

    def run(self) -> list[nodes.Node]:
        """Return one section per rule."""
        text = "\n".join(line for rule in find_rules(CATALOG) for line in rule_lines(rule))
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("hardened-rules", HardenedRules)
    return {"version": "1", "parallel_read_safe": True}

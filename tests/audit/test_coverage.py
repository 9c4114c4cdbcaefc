"""The page about other tools' checks names rules that exist."""

from __future__ import annotations

import re
from pathlib import Path

from flask_hardened.audit.discovery import find_rules
from flask_hardened.protections import CATALOG

PAGE = Path(__file__).parents[2] / "docs/explanation/coverage.md"


def test_each_named_rule_exists() -> None:
    """A code that was mistyped, or is gone, would claim what nobody asks."""
    named = set(re.findall(r"FH[A-Z][0-9]{3}", PAGE.read_text("utf-8")))
    assert len(named) > 90
    assert set() == named - {rule.code for rule in find_rules(CATALOG)}


def test_each_check_has_a_rule_or_a_reason() -> None:
    """No line of a table is left open."""
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ") and "---" not in line]
    answers = [row.strip("| ").split(" | ")[-1] for row in rows]
    bare = [answer for answer in answers if not re.search(r"FH[A-Z][0-9]{3}|none: \w+|rules", answer)]
    assert [] == bare

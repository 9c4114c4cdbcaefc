"""Which rules are asked."""

import pytest

from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.selection import select_rules
from flask_hardened.protections import CATALOG

RULES = find_rules(CATALOG)


def codes(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> set[str]:
    """Return the codes of the rules that are asked."""
    return {rule.code for rule in select_rules(RULES, select, ignore)}


OWN = {rule.code for rule in RULES if rule.room == "audit"}


def test_nothing_said_is_everything() -> None:
    """All rules, in their order."""
    assert RULES == select_rules(RULES, (), ())


def test_select_by_code_and_by_beginning() -> None:
    """One rule, a room, several; what the audit says about itself is never left out by selecting."""
    assert {"FHH003"} | OWN == codes(("FHH003",))
    assert {rule.code for rule in RULES if rule.room in {"hosts", "audit"}} == codes(("FHH",))
    assert {"FHH003", "FHT001"} | OWN == codes(("FHH003", "FHT001"))


def test_ignore_wins() -> None:
    """Also over a selection of the same rule; but a crash is always told."""
    assert codes() - {"FHH003"} == codes(ignore=("FHH003",))
    assert OWN == codes(("FHH003",), ("FHH",))
    assert {"FHX001"} == codes(ignore=("FH",))


@pytest.mark.parametrize("code", ["FHH999", "FHYY", "HOSTS", "", "FHH0031"])
def test_a_code_that_no_rule_has_is_an_error(code: str) -> None:
    """A misspelt code would leave nothing out, or everything."""
    with pytest.raises(ValueError, match="No rule has the code"):
        codes((code,))
    with pytest.raises(ValueError, match="No rule has the code"):
        codes((), (code,))

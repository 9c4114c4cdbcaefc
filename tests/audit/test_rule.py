"""``@rule`` and the pages of rules."""

from collections.abc import Iterator
from typing import Any

import pytest

from flask_hardened.audit.finding import Confidence, Location, Severity
from flask_hardened.audit.page import SECTIONS, parse_page
from flask_hardened.audit.rule import Check, Hit, Rule, rule
from flask_hardened.audit.snapshot import Snapshot

PAGE = "It is open.\n\n" + "\n\n".join(f"## {title}\nText of {title}." for title in SECTIONS)
GIVEN: dict[str, Any] = {
    "code": "FHH777",
    "severity": Severity.LOW,
    "confidence": Confidence.HIGH,
    "cwe": (1,),
    "owasp": ("A05",),
    "asvs": ("13.4.2",),
}


def check_called(name: str, module: str, page: str | None = PAGE) -> Check:
    """Return a check that yields one hit, as if it were written in `module`."""

    def check(snapshot: Snapshot) -> Iterator[Hit]:
        yield Hit(message="Found.", fix="Mend.", location=Location(setting="A"))

    check.__name__, check.__module__, check.__doc__ = name, module, page
    return check


def made(
    name: str = "open_door", module: str = "flask_hardened.protections.hosts.rules.open_door",
    page: str | None = PAGE, **changed: Any,
) -> Rule:  # fmt: skip
    """Return a rule made by the decorator."""
    return rule(**{**GIVEN, **changed})(check_called(name, module, page))


def test_the_decorator_completes_what_the_check_yields() -> None:
    """Name and room come from the file, the rest from the decorator."""
    door = made()
    assert ("open-door", "hosts", "It is open.") == (door.name, door.room, door.page.summary)
    (finding,) = door.findings(Snapshot())
    assert ("FHH777", "open-door", Severity.LOW, Confidence.HIGH) == (
        finding.code, finding.name, finding.severity, finding.confidence
    )  # fmt: skip
    assert ((1,), ("A05",), ("13.4.2",)) == (finding.cwe, finding.owasp, finding.asvs)


def test_a_hit_may_be_better_or_worse_than_its_rule() -> None:
    """Where one place differs, it says so."""
    hit = Hit(message="", fix="", location=Location(), severity=Severity.INFO, confidence=Confidence.LOW)
    assert (Severity.INFO, Confidence.LOW) == (made().finding(hit).severity, made().finding(hit).confidence)


def test_rules_outside_the_rooms_are_the_audits_own() -> None:
    """They have the letter X."""
    assert "audit" == made(module="flask_hardened.audit.rules.open_door", code="FHX777").room


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"code": "FHH77"}, "no rule code"),
        ({"code": "fhh777"}, "no rule code"),
        ({"code": "FHH\u0661\u0662\u0663"}, "no rule code"),
        ({"code": "FHT777"}, "whose letter is H"),
        ({"module": "flask_hardened.protections.host.rules.open_door"}, "Did you mean 'hosts'?"),
        ({"name": "open_gate"}, "another name"),
        ({"cwe": ()}, "CWE"),
        ({"cwe": (0,)}, "CWE"),
        ({"owasp": ("A11",)}, "Top 10"),
        ({"owasp": ("A05:2021",)}, "Top 10"),
        ({"asvs": ("13.4",)}, "ASVS"),
        ({"page": None}, "sections"),
        ({"page": PAGE.replace("## Example", "## Examples")}, "sections"),
        ({"page": PAGE.replace("Text of References.", "")}, "References"),
        ({"page": PAGE.replace("It is open.", "")}, "first line"),
    ],
)
def test_a_rule_that_is_not_as_it_should_be_says_so(wrong: dict[str, Any], word: str) -> None:
    """At import, with its code and what is wrong."""
    with pytest.raises(ValueError, match=r"^Rule ") as caught:
        made(**wrong)
    assert word in str(caught.value)


def test_retired_codes_stay_retired(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code that was in use once is not taken again."""
    monkeypatch.setattr("flask_hardened.audit.codes.RETIRED", frozenset({"FHH777"}))
    with pytest.raises(ValueError, match="retired"):
        made()


def test_a_page_reads_as_it_was_written() -> None:
    """Taken apart and put together again it says the same."""
    page = parse_page(PAGE)
    assert SECTIONS == tuple(title for title, _ in page.sections)
    assert page == parse_page(str(page))

"""Every rule is complete: one code, one page, one twin test."""

import ast
import pkgutil
import re
from pathlib import Path

import pytest

from flask_hardened.audit import topics
from flask_hardened.audit.codes import LETTERS, OWN_ROOM
from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.rule import Rule
from flask_hardened.protections import CATALOG

TESTS = Path(__file__).parent.parent
RULES = find_rules(CATALOG)
TOPICS = {module.name for module in pkgutil.iter_modules(topics.__path__)}
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def twin_of(rule: Rule) -> Path:
    """Return the test file of a rule."""
    if rule.room in TOPICS:
        folder = TESTS / "audit" / "topics" / rule.room
    else:
        folder = (TESTS / "audit" if rule.room == OWN_ROOM else TESTS / "protections" / rule.room) / "rules"
    return folder / f"test_{rule.name.replace('-', '_')}.py"


def test_codes_and_names_are_unique() -> None:
    """A code means one thing, and so does a name."""
    assert len(RULES) == len({rule.code for rule in RULES}) == len({rule.name for rule in RULES})
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


def test_each_room_has_a_letter_and_rules() -> None:
    """One letter per room and topic, and at least the rule about its absence."""
    rooms = {room.feature for room in CATALOG}
    assert {*rooms, *TOPICS, OWN_ROOM} == set(LETTERS) == {rule.room for rule in RULES}
    assert len(LETTERS) == len(set(LETTERS.values()))


@each_rule
def test_its_twin_has_hits_and_near_misses(rule: Rule) -> None:
    """The file of the same name asks this rule, and expects findings as well as none."""
    tree = ast.parse(twin_of(rule).read_text("utf-8"))
    names = [
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert any("found" in name and "not_found" not in name for name in names), "no hit"
    assert any("not_found" in name for name in names), "no near miss"
    assert rule.name.replace("-", "_") in {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
                                           for alias in node.names}  # fmt: skip


@each_rule
def test_its_page_explains_it(rule: Rule) -> None:
    """A summary of one sentence, code in both examples, and references by name that lead to https."""
    sections = dict(rule.page.sections)
    assert re.fullmatch(r"[A-Z`][^\n]*\.", rule.page.summary)
    assert len(sections["Why is this bad"].split()) >= 15
    for title in ("Example", "Use instead"):
        assert sections[title].count("```") >= 2
        assert 0 == sections[title].count("```") % 2
    references = sections["References"].splitlines()
    assert all(line.startswith("- [") or not line.startswith("- ") for line in references)
    links = re.findall(r"\]\((.*?)\)", sections["References"])
    assert links
    assert [] == [link for link in links if not link.startswith("https://")]
    cited = {int(number) for number in re.findall(r"\[CWE-(\d+)", sections["References"])}
    assert cited <= set(rule.cwe), "the page cites a CWE that the rule does not name"
    assert all(f"/{number}.html" in sections["References"] for number in cited)


@each_rule
def test_its_examples_in_python_are_python(rule: Rule) -> None:
    """What can be copied parses."""
    for _, text in rule.page.sections:
        for example in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
            ast.parse(example)


@each_rule
def test_its_name_reads_after_allow(rule: Rule) -> None:
    """A noun phrase of few words, the same as its file's."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+){0,3}", rule.name)
    assert not rule.name.startswith(("no-", "allow-", "avoid-", "missing-allow"))

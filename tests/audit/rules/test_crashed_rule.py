"""FHX001: a rule that crashed."""

from flask_hardened.audit.engine import run
from flask_hardened.audit.rules.crashed_rule import crashed_rule
from tests.audit.asking import ROOT, hardened_app, places, read
from tests.audit.rules_for_tests import rule_that


def test_found_by_the_engine() -> None:
    """The finding names the rule and the exception's type, where it was raised, and nothing of its text."""

    def check(snapshot):
        raise RuntimeError("the password is hunter2")
        yield

    report = run([rule_that(check)], read(hardened_app()), ROOT)
    (finding,) = report.findings
    assert crashed_rule.code == finding.code
    assert "RuntimeError" in finding.message
    assert "hunter2" not in str(finding)
    assert "tests/audit/rules/test_crashed_rule.py" == finding.location.file


def test_not_found_by_itself() -> None:
    """Asked like any other rule it finds nothing."""
    assert [] == places(crashed_rule, hardened_app())

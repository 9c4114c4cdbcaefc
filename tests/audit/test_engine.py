"""Rules are asked, crash or are left out, and the report says which."""

import pytest

from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import Report, run
from flask_hardened.audit.finding import Location, Severity
from flask_hardened.audit.rule import Hit
from flask_hardened.audit.rules.refused_start import refused_start
from flask_hardened.audit.snapshot import Snapshot
from flask_hardened.audit.topics.exposure.written_secrets import written_secrets
from flask_hardened.errors import Problem
from flask_hardened.protections import CATALOG
from tests.audit.asking import ROOT, hardened_app, plain_app, read
from tests.audit.rules_for_tests import rule_that


def found(snapshot):
    """Find one thing."""
    yield Hit(message="Found.", fix="Mend.", location=Location(setting="A"))


def crash(snapshot):
    """Find one thing, then crash."""
    yield Hit(message="Found.", fix="Mend.", location=Location(setting="B"))
    raise KeyError("hunter2")


def asks_for_routes(snapshot):
    """Need the routes."""
    for _ in snapshot.routes:
        yield Hit(message="", fix="", location=Location())


@pytest.mark.parametrize(
    ("severity", "fail_on", "status"),
    [
        (Severity.HIGH, Severity.HIGH, 1),
        (Severity.CRITICAL, Severity.HIGH, 1),
        (Severity.MEDIUM, Severity.HIGH, 0),
        (Severity.MEDIUM, Severity.INFO, 1),
        (Severity.INFO, Severity.INFO, 1),
    ],
)
def test_the_exit_status_follows_the_worst_finding(severity: Severity, fail_on: Severity, status: int) -> None:
    """1 from the given severity on, else 0."""
    report = run([rule_that(found, severity=severity)], Snapshot(), ROOT)
    assert status == report.exit_status(fail_on)


def test_a_rule_that_crashes_fails_the_audit_and_hides_nothing() -> None:
    """The others are asked, its own findings until then are kept, and the status is 2."""
    report = run([rule_that(crash, code="FHD998"), rule_that(found)], Snapshot(), ROOT)
    assert ["FHX001", "FHD998", "FHD999"] == [finding.code for finding in report.findings]
    assert report.failed
    assert 2 == report.exit_status(Severity.CRITICAL)
    assert "hunter2" not in str(report)


def test_evidence_that_was_not_collected_leaves_rules_out() -> None:
    """They are counted as such, and not taken for clean."""
    report = run([rule_that(asks_for_routes), rule_that(found, code="FHD998")], Snapshot(), ROOT)
    assert (("FHD998",), ("FHD999",)) == (report.asked, report.skipped)
    assert not report.failed


def test_an_app_that_could_not_be_built_is_all_findings() -> None:
    """Each problem is one, and no rule says anything false about what was not read."""
    snapshot = Snapshot(problems=(Problem("HARDENED_X", "there is no such setting.", "Remove it."),))
    report = run(find_rules(CATALOG), snapshot, ROOT)
    assert ["FHX003"] == [finding.code for finding in report.findings]
    assert 1 == report.exit_status(Severity.HIGH)
    assert {"FHX001", "FHX002", "FHX003", "FHX004", "FHX005"} == set(report.asked)


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"SECRET_KEY": "dev"}, "FHD005"),
        ({"SECRET_KEY_FALLBACKS": ["dev"]}, "FHD006"),
        ({"SECRET_KEY_FALLBACKS": "dev"}, "FHD006"),
        ({"TRUSTED_HOSTS": ["*"]}, "FHH003"),
        ({"HARDENED_HOSTS_ALLOWED": ["*"]}, "FHH003"),
        ({"HARDENED_HOSTS_PROXIES": ["0.0.0.0/0"]}, "FHH004"),
        ({"DEBUG": True}, "FHD002"),
    ],
)
def test_what_production_refuses_is_said_once(config: dict[str, object], code: str) -> None:
    """Where a rule says the same of the same setting, its words are kept and the refusal's are left out."""
    report = run(find_rules(CATALOG), read(hardened_app(config)), ROOT)
    high = [finding.code for finding in report.findings if finding.severity >= Severity.HIGH]
    assert [code] == high


def test_what_production_refuses_and_no_rule_knows_is_said() -> None:
    """Every problem of a room is a finding, whoever wrote the room."""
    app = hardened_app({"TRUSTED_HOSTS": ["http://a.example/"]})
    report = run(find_rules(CATALOG), read(app), ROOT)
    assert ["TRUSTED_HOSTS"] == [str(each.location) for each in report.findings if each.code == refused_start.code]


def test_a_setting_that_only_begins_alike_is_another() -> None:
    """A weak SECRET_KEY does not hide what is wrong with SECRET_KEY_FALLBACKS."""
    app = hardened_app({"SECRET_KEY": "dev"})
    problem = Problem("SECRET_KEY_FALLBACKS[0]", "it is odd.", "Remove it.")
    snapshot = read(app)
    snapshot = Snapshot(**{**vars(snapshot), "problems": (*snapshot.problems, problem)})
    report = run(find_rules(CATALOG), snapshot, ROOT)
    assert {"SECRET_KEY", "SECRET_KEY_FALLBACKS[0]"} == {
        each.location.setting for each in report.findings if each.severity >= Severity.HIGH
    }


def test_an_app_that_is_not_hardened_is_told_what_one_line_would_mend() -> None:
    """One finding for each room, and one for the line itself; two runs say the same."""
    report = run(find_rules(CATALOG), read(plain_app()), ROOT)
    rooms = {finding.code for finding in report.findings if finding.location.setting == "Hardened(app)"}
    absent = {"FHH001", "FHT001", "FHR001", "FHC001", "FHK001", "FHE001", "FHD001", "FHD007", "FHB001",
              "FHF001", "FHL001", "FHG001", "FHA001", "FHV001"}  # fmt: skip
    assert absent == rooms
    assert report == run(find_rules(CATALOG), read(plain_app()), ROOT)


def test_a_report_without_findings_is_clean() -> None:
    """Nothing found, nothing failed."""
    assert 0 == Report(findings=(), asked=()).exit_status(Severity.INFO)


def test_a_secret_is_told_once() -> None:
    """By the rule that knows what it is for; one that stands elsewhere is told all the same."""
    place, elsewhere = Location(file="app.py", line=3), Location(file="app.py", line=4)

    def known(snapshot):
        yield Hit(message="The key stands in the source.", fix="Mend.", location=place)

    def written(snapshot):
        yield Hit(message="A key.", fix="Mend.", location=place)
        yield Hit(message="A key.", fix="Mend.", location=elsewhere)

    rules = [rule_that(known, code="FHD998", cwe=(798,)), rule_that(written, code=written_secrets.code, cwe=(798,))]
    assert [("FHD998", 3), (written_secrets.code, 4)] == [
        (finding.code, finding.location.line) for finding in run(rules, Snapshot(), ROOT).findings
    ]


def test_what_was_found_before_evidence_was_missed_stays() -> None:
    """The rule has been asked, as far as that went."""

    def half(snapshot):
        yield Hit(message="Found.", fix="Mend.", location=Location(setting="A"))
        yield from asks_for_routes(snapshot)

    report = run([rule_that(half)], Snapshot(), ROOT)
    assert (1, ("FHD999",), ()) == (len(report.findings), report.asked, report.skipped)

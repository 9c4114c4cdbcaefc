"""FHR012: a grade below A at Mozilla's HTTP Observatory."""

from __future__ import annotations

from flask_hardened.audit.finding import Finding, Severity
from flask_hardened.audit.responses.observatory import grade_of
from flask_hardened.protections.headers.rules.low_grade import low_grade
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, found, found_in


def graded(*headers: tuple[str, str]) -> list[Finding]:
    """Return what is found of a page with these headers, and plain http that is redirected."""
    plain = answer(("location", "https://localhost/none"), kind="plain-http", scheme="http", status=308)
    answers = (answer(*headers), plain)
    return found(low_grade, *answers, grade=grade_of(answers, "localhost"))


def test_found_with_its_costs() -> None:
    """An app that nobody hardened gets F, and the finding tells what costs how much."""
    (finding,) = found_in(low_grade, plain_app())
    assert finding.severity is Severity.MEDIUM
    assert "grade is F (10 points)" in finding.message
    assert "content-security-policy -25" in finding.message
    assert "nosniff" in finding.fix


def test_found_as_info_from_c_upwards() -> None:
    """Good to know."""
    (finding,) = graded(("strict-transport-security", "max-age=31536000"), ("x-frame-options", "DENY"))
    assert finding.severity is Severity.INFO
    assert "grade is B " in finding.message


def test_not_found_from_a_minus_upwards() -> None:
    """Nor where nothing could be graded."""
    everything = (
        ("strict-transport-security", "max-age=31536000"), ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"), ("content-security-policy", "default-src 'none'"),
    )  # fmt: skip
    assert [] == graded(*everything)
    assert [] == found(low_grade, answer())

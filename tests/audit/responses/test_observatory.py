"""The grade: the chart, and whole apps."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, Response

from flask_hardened import Hardened
from flask_hardened.audit.responses.grade import GradeLine
from flask_hardened.audit.responses.observatory import grade_of
from flask_hardened.audit.responses.observatory_scores import SCORES, letter_of, score_of
from tests.audit.asking import plain_app
from tests.audit.asking_responses import VIEWS, answer, probe
from tests.conftest import SECRET_KEY

CHART = {
    135: "A+", 120: "A+", 100: "A+", 99: "A", 95: "A", 90: "A", 89: "A-", 85: "A-", 84: "B+", 80: "B+", 79: "B",
    75: "B", 70: "B", 65: "B-", 60: "C+", 55: "C", 50: "C", 45: "C-", 40: "D+", 35: "D", 30: "D", 25: "D-", 24: "F",
    20: "F", 5: "F", 0: "F",
}  # fmt: skip
"""As ``src/grader/charts.js`` has it: rounded down to the next multiple of five."""
HSTS = ("strict-transport-security", "max-age=31536000")
FRAMES = ("x-frame-options", "DENY")
NOSNIFF = ("x-content-type-options", "nosniff")


@pytest.mark.parametrize(("score", "letter"), CHART.items())
def test_the_chart(score: int, letter: str) -> None:
    """Every boundary."""
    assert letter == letter_of(score)


def lines(*modifiers: int) -> tuple[GradeLine, ...]:
    """Return lines with these modifiers."""
    return tuple(GradeLine(test="", result="", modifier=each, mend="") for each in modifiers)


def test_extra_credit_counts_from_90() -> None:
    """Below, only what is lost counts; the score is never negative."""
    assert 100 == score_of(())
    assert 115 == score_of(lines(10, 5))
    assert 105 == score_of(lines(-10, 10, 5))
    assert 85 == score_of(lines(-15, 10, 5))
    assert 0 == score_of(lines(-50, -50, -40, 10))


def test_everything_that_costs_can_be_mended() -> None:
    """And nothing else is to be."""
    assert [] == [name for name, (modifier, mend) in SCORES.items() if (modifier < 0) != bool(mend)]


@pytest.mark.parametrize(
    ("headers", "score", "letter"),
    [
        ([], 30, "D"),
        ([HSTS], 50, "C"),
        ([HSTS, FRAMES], 70, "B"),
        ([HSTS, FRAMES, NOSNIFF], 75, "B"),
        ([HSTS, NOSNIFF, ("content-security-policy", "default-src 'self'")], 80, "B+"),
        ([HSTS, FRAMES, NOSNIFF, ("content-security-policy", "default-src 'self' 'unsafe-inline'")], 80, "B+"),
        ([HSTS, FRAMES, NOSNIFF, ("content-security-policy", "default-src 'self'")], 105, "A+"),
        (
            [HSTS, NOSNIFF, ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
             ("referrer-policy", "no-referrer"), ("cross-origin-resource-policy", "same-origin")],
            130, "A+",
        ),
        ([HSTS, FRAMES, ("content-security-policy", "default-src 'self'"), ("referrer-policy", "unsafe-url")], 95, "A"),
    ],
)  # fmt: skip
def test_header_sets(headers: list[tuple[str, str]], score: int, letter: str) -> None:
    """A page with these headers, reached over https by a redirect."""
    plain = answer(("location", "https://app.example/"), kind="plain-http", scheme="http", status=308)
    grade = grade_of([answer(*headers), plain], "app.example")
    assert grade is not None
    assert (score, letter) == (grade.score, grade.letter)


def test_the_worst_page_decides() -> None:
    """Its costs come first, the dearest of them first."""
    good, bad = answer(HSTS, FRAMES, NOSNIFF), answer(HSTS, kind="view", path="/bad", endpoint="bad")
    grade = grade_of([good, bad], "app.example")
    assert grade is not None
    assert ("GET /bad", "bad") == (grade.worst.target, grade.worst.endpoint)
    assert [-25, -20, -5] == [line.modifier for line in grade.worst.costs]
    assert 10 == len(grade.worst.lines)


def test_what_is_no_page_has_no_grade() -> None:
    """Nor is a redirect, and nothing that came back."""
    assert None is grade_of([answer(kind="bad-host"), answer(status=0), answer(status=302)], "app.example")


def test_one_line_gets_a_plus(tmp_path: Path) -> None:
    """Over https, with and without configured hosts, pages and files and views."""
    for hosts in ([], ["app.example"]):
        app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")
        app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_HOSTS_ALLOWED=hosts)
        (tmp_path / "app.css").write_text("a {}", "utf-8")
        Hardened(app)
        app.add_url_rule("/", "index", lambda: "<title>hello</title>")
        grade = probe(app, VIEWS).grade
        assert grade is not None
        assert {"A+"} == {target.letter for target in grade.targets}
        assert {"GET /static/app.css", "GET /hardened-audit-probe", "GET /"} == {each.target for each in grade.targets}


def test_an_unhardened_app_gets_f() -> None:
    """Flask alone."""
    grade = probe(plain_app()).grade
    assert grade is not None
    assert ("F", 10) == (grade.letter, grade.score)


def test_what_tells_nothing_about_production_is_not_tested() -> None:
    """While testing, a hardened app sends no HSTS and redirects nothing; an unhardened one has no such excuse."""
    app = plain_app(SECRET_KEY=SECRET_KEY, TESTING=True)
    Hardened(app)
    grade = probe(app).grade
    assert grade is not None
    untested = [line.test for line in grade.worst.lines if line.result == "not-tested"]
    assert ["redirection", "strict-transport-security"] == untested
    assert "A+" == grade.letter


def test_reflected_origins_cost_half() -> None:
    """The answer to a foreign origin belongs to the same page."""
    app = plain_app()

    @app.after_request
    def allow(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "https://evil.example"
        response.headers["Access-Control-Allow-Credentials"] = "true"
        return response

    grade = probe(app).grade
    assert grade is not None
    assert ("cross-origin-resource-sharing", -50) == (grade.worst.costs[0].test, grade.worst.costs[0].modifier)

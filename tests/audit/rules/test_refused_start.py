"""FHX003: an app that production would not start."""

from flask_hardened import CookiesOptions, Problem
from flask_hardened.audit.rules.refused_start import refused_start
from flask_hardened.audit.snapshot import Snapshot
from tests.audit.asking import ask, hardened_app, places, plain_app


def test_found_for_each_problem() -> None:
    """A snapshot of an app that could not be built holds its problems only, and each becomes a finding."""
    snapshot = Snapshot(problems=(Problem("A", "it is wrong.", "Mend it."), Problem("B", "it is bad.", "Remove it.")))
    found = list(refused_start.findings(snapshot))
    assert [("A", "It is wrong.", "Mend it."), ("B", "It is bad.", "Remove it.")] == [
        (finding.location.setting, finding.message, finding.fix) for finding in found
    ]


def test_found_for_an_app_that_runs_here_but_not_in_production() -> None:
    """In testing mode the app starts; what production would say is said now."""
    assert ["SECRET_KEY"] == places(refused_start, hardened_app({"SECRET_KEY": "dev"}))


def test_not_found_for_what_production_takes() -> None:
    """A weak option is no refusal, and an app that is not hardened refuses nothing."""
    assert [] == ask(refused_start, hardened_app(cookies=CookiesOptions(prefix=False)))
    assert [] == ask(refused_start, plain_app(SECRET_KEY="dev"))

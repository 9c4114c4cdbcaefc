"""Whether a route can be asked at all: what is not tested must not look as if it had passed."""

from __future__ import annotations

from ..failure import CheckFailed
from ..routes import TestedRoute
from ..subject import Subject
from .check import Check


def _run(subject: Subject, route: TestedRoute) -> None:
    raise CheckFailed(
        "No URL was found that leads here: for a variable of the URL no value is known, or another route answers. "
        "Give values in hardened_url_values or by the hook pytest_hardened_url_values, or leave the route out in "
        "hardened_skip."
    )


ADDRESSED = Check(
    name="addressed",
    title="it can be tested",
    applies=lambda route: route.path is None,
    run=_run,
)

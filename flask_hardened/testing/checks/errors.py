"""When a view raises, nothing of the exception leaves the app, whatever the app's own error handlers do (CWE-209)."""

from __future__ import annotations

from ..failure import CheckFailed
from ..interception import Instead
from ..routes import TestedRoute
from ..subject import Subject
from .check import Check, addressed, path_of
from .leaks import search

_ACCEPTED = ("text/html", "application/json")


def _run(subject: Subject, route: TestedRoute) -> None:
    for accept in _ACCEPTED:
        answer = subject.ask(
            route.method,
            path_of(route),
            host=route.host,
            headers={"Accept": accept, "Sec-Fetch-Site": "same-origin"},
            instead=Instead.RAISE,
            signed_in=True,
        )
        if answer.crashed is not None:
            raise CheckFailed(f"An exception in the view was answered with {answer}.")
        search(subject.app, answer, f"a request whose view raises an exception, with Accept: {accept}")


ERRORS = Check(name="errors", title="an error leaks nothing", applies=addressed, run=_run)

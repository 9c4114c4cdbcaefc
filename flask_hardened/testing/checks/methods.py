"""Methods that a URL does not have are refused, and TRACE everywhere (CWE-650, CWE-693)."""

from __future__ import annotations

from ..answer import Answer
from ..failure import CheckFailed
from ..routes import TestedRoute
from ..subject import Subject
from .check import Check, addressed, path_of

_TRIED = ("GET", "POST", "PUT", "PATCH", "DELETE")
_SENT_AWAY = frozenset({301, 302, 303, 307, 308, 401, 403, 404})


def _ask(subject: Subject, route: TestedRoute, method: str) -> Answer:
    return subject.ask(method, path_of(route), host=route.host, headers={"Sec-Fetch-Site": "same-origin"})


def _unexpected(method: str, answer: Answer) -> CheckFailed:
    return CheckFailed(f"{method} was answered {answer}; expected 405.")


def _run(subject: Subject, route: TestedRoute) -> None:
    for method in _missing(route):
        answer = _ask(subject, route, method)
        # Hooks of the app come before its routing is judged, and may send whoever is not signed in away.
        if answer.reached or not (answer.status == 405 or answer.status in _SENT_AWAY):
            raise _unexpected(method, answer)


def _missing(route: TestedRoute) -> list[str]:
    return [method for method in _TRIED if method not in route.others]


def _run_trace(subject: Subject, route: TestedRoute) -> None:
    answer = _ask(subject, route, "TRACE")
    if answer.status != 405 or answer.reached:
        raise _unexpected("TRACE", answer)


METHODS = Check(
    name="methods",
    title="methods that it has not are refused",
    applies=lambda route: addressed(route) and bool(_missing(route)),
    run=_run,
    each_method=False,
)
TRACE = Check(name="trace", title="TRACE is refused", applies=addressed, run=_run_trace, each_method=False)

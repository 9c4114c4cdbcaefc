"""Whoever is not signed in is refused where somebody has to be (CWE-306, OWASP A01:2021)."""

from __future__ import annotations

from ..answer import Answer
from ..failure import CheckFailed
from ..interception import Instead
from ..routes import TestedRoute
from ..subject import Subject
from .check import Check, addressed, path_of

_OWN_PAGE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def _applies(route: TestedRoute) -> bool:
    # A decorator of another extension sits around the view, so it would have to be called to know: for GET only.
    return addressed(route) and (route.demands or (route.wrapped and route.safe))


def _run(subject: Subject, route: TestedRoute) -> None:
    inside = route.wrapped and not route.demands
    answer = subject.ask(
        route.method,
        path_of(route),
        host=route.host,
        headers=_OWN_PAGE if route.safe else {**_OWN_PAGE, "Content-Type": "application/json"},
        body=b"" if route.safe else b"{}",
        instead=Instead.RUN if inside else Instead.STOP,
    )
    if (answer.reached and not inside) or not _is_refusal(answer):
        raise CheckFailed(
            f"Somebody who is not signed in was answered {answer}; expected 401, 403 or a redirect to the login page."
        )


def _is_refusal(answer: Answer) -> bool:
    return answer.status in (401, 403) or (answer.status in _REDIRECTS and bool(answer.values("Location")))


ANONYMOUS = Check(name="anonymous", title="anonymous is refused", applies=_applies, run=_run)

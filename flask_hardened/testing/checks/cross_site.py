"""A request that another site makes a browser send is refused (CWE-352)."""

from __future__ import annotations

from ..failure import CheckFailed
from ..routes import TestedRoute
from ..subject import Subject
from .check import Check, addressed, path_of

_FORM = "application/x-www-form-urlencoded"
_ELSEWHERE = {"Origin": "https://cross-site.invalid", "Content-Type": _FORM}
_FORGED = {
    "a browser's cross-site form": {**_ELSEWHERE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    "a cross-site form of a browser without Sec-Fetch": _ELSEWHERE,
}


def _run(subject: Subject, route: TestedRoute) -> None:
    cookie = subject.app.session_interface.get_cookie_name(subject.app)
    for what, headers in _FORGED.items():
        answer = subject.ask(
            route.method,
            path_of(route),
            host=route.host,
            headers={**headers, "Cookie": f"{cookie}=somebody"},
            body=b"a=b",
            signed_in=True,
        )
        said = any(str(event.get("reason", "")).startswith("csrf_") for event in answer.events)
        if answer.reached or not (answer.status == 403 or (said and 400 <= answer.status < 500)):
            raise CheckFailed(
                f"{what[0].upper()}{what[1:]}, of somebody who is signed in, was answered {answer}; expected 403."
                f"{_why(subject, route)}"
            )


def _exempt(route: TestedRoute) -> bool:
    return bool(route.csrf_marks) and bool(route.csrf_marks[-1].exempt)


def _skipped(route: TestedRoute) -> str | None:
    """Nothing is gained by forging a request that no cookie opens."""
    if _exempt(route) and not route.ambient:
        return f"@csrf_exempt says why: {route.csrf_marks[-1].reason}"
    return None


def _why(subject: Subject, route: TestedRoute) -> str:
    options = subject.hardening.policy.csrf
    if options is None:
        return " The csrf feature is off."
    if _exempt(route):
        return " @csrf_exempt is on a route that a cookie opens: whoever is signed in can be made to send the request."
    said = [mark.enforce for mark in route.csrf_marks if mark.enforce is not None]
    if not (said[-1] if said else options.enforce):
        return " Cross-site requests are only reported: enforce is False."
    return ""


CROSS_SITE = Check(
    name="cross-site",
    title="a cross-site request is refused",
    applies=lambda route: addressed(route) and not route.safe,
    run=_run,
    skipped=_skipped,
)

"""Input that makes no sense ends in a refusal: no crash, and nothing of the app's inside (CWE-20, CWE-209)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..answer import Answer
from ..failure import CheckFailed
from ..interception import Instead
from ..routes import TestedRoute
from ..subject import Subject
from .check import Check, addressed, path_of
from .leaks import kinds_in, search

_EVIL = "evil.invalid"
_JSON = {"Content-Type": "application/json"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class _Bad:
    """One bad request."""

    what: str
    path: str = ""
    """Appended to that of the route."""
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    host: str | None = None


_ANYWHERE = (
    _Bad("bytes in the query that are no UTF-8", query="q=%ff%fe&%=%&%00=%00"),
    _Bad("bytes in the path that are no UTF-8", path="%ff%fe"),
    _Bad("a NUL in the path", path="%00"),
    _Bad("a path of 5000 characters more", path="x" * 5000),
    _Bad("a query of 60,000 characters", query=f"q={'x' * 60_000}"),
    _Bad("a foreign host", host=_EVIL),
    _Bad("a host that is none", host="a b"),
    _Bad("cookies that are none", headers={"Cookie": "session=\xff\xfe; =; ;;a=\x01"}),
    _Bad("credentials that are none", headers={"Authorization": "Basic ???"}),
    _Bad("a range that is none", headers={"Range": "bytes=9-1,x", "If-Modified-Since": "yesterday"}),
)
_IN_BODIES = (
    _Bad("malformed JSON", headers=_JSON, body=b'{"a": '),
    _Bad("JSON that is 50,000 arrays deep", headers=_JSON, body=b"[" * 50_000),
    _Bad("JSON that is no UTF-8", headers=_JSON, body=b'"\xff"'),
    _Bad("a form that is no UTF-8", headers=_FORM, body=b"a=%ff&\xff=%"),
    _Bad("a multipart body without a boundary", headers={"Content-Type": "multipart/form-data"}, body=b"--x"),
)


def _run(subject: Subject, route: TestedRoute) -> None:
    good = _ask(subject, route, _Bad("nothing bad"))
    works, known = good.status < 500, kinds_in(subject.app, good) if good.status < 400 else ()
    for bad in _of(route):
        answer = _ask(subject, route, bad)
        search(subject.app, answer, bad.what, known)
        # Where everything ends in 500, for instance because a hook of the app finds no database, it is not the input.
        if answer.crashed or (works and answer.status >= 500):
            raise CheckFailed(f"The answer to {bad.what} was {answer}; expected a refusal.")
        if any(_EVIL in value for value in answer.values("Location")):
            raise CheckFailed(f"The answer to {bad.what} ({answer}) sends the browser to that host.")


def _of(route: TestedRoute) -> Iterator[_Bad]:
    yield from _ANYWHERE
    if not route.safe:
        yield from _IN_BODIES


def _ask(subject: Subject, route: TestedRoute, bad: _Bad) -> Answer:
    return subject.ask(
        route.method,
        f"{path_of(route)}{bad.path}",
        query=bad.query,
        headers={"Sec-Fetch-Site": "same-origin", **bad.headers},
        body=bad.body,
        host=bad.host or route.host,
        instead=Instead.RUN if may_run(subject, route) else Instead.READ,
        signed_in=True,
    )


def may_run(subject: Subject, route: TestedRoute) -> bool:
    """Tell whether the view may run: the user said so, it only reads, and anybody may ask for it."""
    return subject.runs_views and route.safe and route.public


BAD_INPUT = Check(name="bad-input", title="bad input leaks nothing", applies=addressed, run=_run)

"""A body over the limit is refused before it is read, whether its length is declared or not (CWE-770)."""

from __future__ import annotations

import io
from typing import Any

from ..failure import CheckFailed
from ..interception import Instead
from ..routes import TestedRoute
from ..subject import Subject
from .check import Check, addressed, path_of

_HUGE = 1 << 40
"""Bytes that are declared where a route names no limit: no app can take a tebibyte at once."""
_SENT_AT_MOST = 1 << 25
"""Bytes that are really sent, without a declared length; a route with a larger limit is tested by declaring only."""
_KINDS = {"body": "application/json", "multipart": "multipart/form-data; boundary=x"}
_OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


class _Chunked(io.RawIOBase):
    """A body of so many blanks, whose end is not known before."""

    def __init__(self, length: int) -> None:
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(self._left, len(buffer))
        buffer[:size] = b" " * size
        self._left -= size
        return size


def _run(subject: Subject, route: TestedRoute) -> None:
    limits = route.plan.room.get("body_size")
    for kind, content_type in _KINDS.items():
        limit: int | None = getattr(limits, kind, None)
        headers = {**_OWN_PAGE, "Content-Type": content_type}
        answer = subject.ask(
            route.method,
            path_of(route),
            host=route.host,
            headers=headers,
            length=_HUGE if limit is None else limit + 1,
        )
        if answer.reached or not (answer.status == 413 or answer.told("http_body_too_large")):
            said = "there is no limit" if limit is None else f"the limit is {limit} bytes"
            raise CheckFailed(f"A {kind} that declares more ({said}) was answered {answer}; expected 413.")
    limit = getattr(limits, "body", None)
    if limit is None or limit > _SENT_AT_MOST:
        return
    answer = subject.ask(
        route.method,
        path_of(route),
        host=route.host,
        headers={**_OWN_PAGE, "Content-Type": "application/json"},
        body=io.BufferedReader(_Chunked(limit + 1)),
        instead=Instead.READ,
        signed_in=True,
    )
    if answer.read:
        raise CheckFailed(f"A body of {limit + 1} bytes without a declared length was read to its end; expected 413.")


OVERSIZE = Check(
    name="oversize",
    title="an oversize body is refused",
    applies=lambda route: addressed(route) and not route.safe,
    run=_run,
)

"""The cookies that the answers set."""

from __future__ import annotations

from collections.abc import Callable

from ....audit.responses.evidence import is_ours, pages
from ....audit.responses.facts import AnswerFacts, CookieFacts
from ....audit.snapshot import Snapshot


def sent(
    snapshot: Snapshot, is_faulty: Callable[[AnswerFacts, CookieFacts], bool]
) -> dict[str, tuple[bool, list[AnswerFacts]]]:
    """Return the faulty cookies by name: whether one is the session, and the answers that set it.

    What a view of a hardened app sets is left to the rules about its decorators.
    """
    found: dict[str, tuple[bool, list[AnswerFacts]]] = {}
    for answer in pages(snapshot):
        if answer.endpoint is not None and is_ours(snapshot, "cookies"):
            continue
        for cookie in answer.cookies:
            if is_faulty(answer, cookie):
                session, answers = found.get(cookie.name, (False, []))
                found[cookie.name] = (session or cookie.session, [*answers, answer])
    return found

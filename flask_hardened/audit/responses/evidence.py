"""What rules about responses share: whose business a fault is, and how answers are named in a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..finding import Confidence, Location
from ..snapshot import Snapshot
from .facts import AnswerFacts

PAGES = ("unknown-path", "static-file", "view")
"""The kinds of answers that every browser gets."""
STAND_IN = "wrong-method"
"""What shows an error page where every path has a view."""


def pages(snapshot: Snapshot) -> tuple[AnswerFacts, ...]:
    """Return what came back for ordinary requests."""
    found = tuple(each for each in snapshot.responses.of(*PAGES) if each.status)
    return found or tuple(each for each in snapshot.responses.of(STAND_IN) if each.status)


def html_pages(snapshot: Snapshot) -> tuple[AnswerFacts, ...]:
    """Return the pages that browsers render."""
    return tuple(each for each in pages(snapshot) if each.page is not None and not 300 <= each.status < 400)


def is_ours(snapshot: Snapshot, feature: str) -> bool:
    """Tell whether the app in this process is hardened and has a feature on: rules about its options say the rest."""
    hardening = snapshot.hardening_facts
    if hardening is None or snapshot.responses.url is not None:
        return False
    return hardening.hardened and hardening.options.get(feature) is not None


def is_promised(snapshot: Snapshot, header: str) -> bool:
    """Tell whether a header is to be expected.

    Of a hardened app, where its plan has it: what was turned off there, rules about its options say.
    """
    hardening, routes = snapshot.hardening_facts, snapshot.route_facts
    if snapshot.responses.url is not None or hardening is None or not hardening.hardened:
        return True
    plan = None if routes is None else routes.default
    return plan is not None and header in {name.lower() for name in plan.headers}


def is_sent(snapshot: Snapshot, header: str) -> bool:
    """Tell whether every ordinary answer has a header, whoever adds it; False where nothing was asked."""
    answers = () if snapshot.response_facts is None else pages(snapshot)
    return bool(answers) and all(each.header(header) is not None for each in answers)


def confidence(snapshot: Snapshot) -> Confidence:
    """Return how sure it is what clients get: of an app in this process, a proxy may change it."""
    return Confidence.MEDIUM if snapshot.responses.url is None else Confidence.HIGH


def listed(answers: Iterable[AnswerFacts]) -> str:
    """Return the requests, as the end of a sentence: the first three, and how many more."""
    targets = list(dict.fromkeys(each.target for each in answers))
    shown = ", ".join(targets[:3])
    return f"{shown} and {len(targets) - 3} more" if len(targets) > 3 else shown


def place(snapshot: Snapshot, answers: Sequence[AnswerFacts]) -> Location:
    """Return the view, where it is one alone; else the first request."""
    alone = len({each.endpoint for each in answers}) == 1
    return located(snapshot, answers[0].endpoint if alone else None, answers[0].target)


def located(snapshot: Snapshot, endpoint: str | None, target: str) -> Location:
    """Return where a view is written; where there is none, the request."""
    if endpoint is None:
        return Location(setting=target)
    routes = () if snapshot.route_facts is None else snapshot.route_facts.routes
    return next((each.location for each in routes if each.endpoint == endpoint), Location(endpoint=endpoint))


def has_credentials(answer: AnswerFacts) -> bool:
    """Tell whether an answer may be read with the cookies of the visitor."""
    return (answer.header("access-control-allow-credentials") or "").strip().lower() == "true"

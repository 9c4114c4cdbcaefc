"""Every header that the policy promises is on the route's answer, and on its 404 and 405 (OWASP A05:2021)."""

from __future__ import annotations

import re
from collections import Counter

from ...plan import RoutePlan
from ..answer import Answer
from ..failure import CheckFailed
from ..interception import Instead
from ..routes import TestedRoute
from ..subject import Subject
from .bad_input import may_run
from .check import Check, addressed, path_of

_NONCE = re.compile(r"""\snonce\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_POLICIES = ("Content-Security-Policy", "Content-Security-Policy-Report-Only")
_MADE_UP = "PROPFIND"


def _run(subject: Subject, route: TestedRoute) -> None:
    runs = may_run(subject, route)
    own = _ask(subject, route, route.method, instead=Instead.RUN if runs else Instead.STOP)
    plans = subject.hardening.plans
    _compare(subject, own, plans.of(route.endpoint, route.method), f"the answer to {route.method}")
    if own.is_page and own.status < 300 and runs:
        _nonces(own, _ask(subject, route, route.method, instead=Instead.RUN))
    _compare(subject, _ask(subject, route, _MADE_UP), plans.default, f"the answer to {_MADE_UP}")
    missing = subject.ask("GET", f"{path_of(route).rstrip('/')}/no-such-page-5f1d3b", host=route.host)
    if not missing.reached:
        _compare(subject, missing, plans.default, "the answer to a page below it that does not exist")


def _ask(subject: Subject, route: TestedRoute, method: str, *, instead: Instead = Instead.STOP) -> Answer:
    signed_in = instead is not Instead.RUN
    headers = {"Sec-Fetch-Site": "same-origin"}
    return subject.ask(
        method, path_of(route), host=route.host, headers=headers, instead=instead, signed_in=signed_in
    )  # fmt: skip


def _compare(subject: Subject, answer: Answer, plan: RoutePlan, what: str) -> None:
    """Compare with the plan. A value that a view made stricter is no fault: the gate has judged it already."""
    promised = {name.lower(): name for name, _ in plan.https_headers}
    compiled = plan.room.get("csp")
    policy = getattr(compiled, "policy", None)
    if policy is not None and not policy.off and answer.status != 304:
        name = _POLICIES[0] if policy.enforce else _POLICIES[1]
        promised[name.lower()] = name
    sent = Counter(name.lower() for name, _ in answer.headers)
    lacking = sorted(name for lower, name in promised.items() if not sent[lower])
    if lacking:
        raise CheckFailed(f"{what[0].upper()}{what[1:]} ({answer}) lacks {', '.join(lacking)}.")
    doubled = sorted(name for lower, name in promised.items() if sent[lower] > 1)
    if doubled:
        raise CheckFailed(f"{what[0].upper()}{what[1:]} ({answer}) has twice: {', '.join(doubled)}.")
    options = subject.hardening.policy.headers
    revealing = sorted(name for name in (options.remove if options else ()) if sent[name.lower()])
    if revealing:
        raise CheckFailed(f"{what[0].upper()}{what[1:]} ({answer}) reveals {', '.join(revealing)}.")


def _nonces(first: Answer, second: Answer) -> None:
    """Compare the nonces in two pages with their policies: each is allowed, and none comes twice."""
    seen: list[set[str]] = []
    for answer in (first, second):
        used = set(_NONCE.findall(answer.text))
        policies = " ".join(value for name in _POLICIES for value in answer.values(name))
        unknown = [nonce for nonce in used if f"'nonce-{nonce}'" not in policies]
        if unknown:
            raise CheckFailed("A tag of the page has a nonce that the Content-Security-Policy does not name.")
        seen.append(used)
    if seen[0] & seen[1]:
        raise CheckFailed("Two answers have the same nonce, so whoever saw one can use it in the other.")


HEADERS = Check(name="headers", title="headers are complete", applies=addressed, run=_run)

"""One rule asked about answers: of an app in this process, or made up."""

from __future__ import annotations

from typing import Any

from flask import Flask

from flask_hardened.audit.collectors.hardening import collect_hardening
from flask_hardened.audit.collectors.responses import collect_responses
from flask_hardened.audit.collectors.routes import collect_routes
from flask_hardened.audit.finding import Finding
from flask_hardened.audit.responses.facts import AnswerFacts, CookieFacts, PageFacts, ResponseFacts
from flask_hardened.audit.responses.probing import Probing
from flask_hardened.audit.rule import Rule
from flask_hardened.audit.snapshot import Snapshot, Unchecked
from tests.audit.asking import ROOT

VIEWS = Probing(views=True)
UNSAFE = Probing(views=True, unsafe=True)


def probe(app: Flask, probing: Probing | None = None) -> ResponseFacts:
    """Return what an app answers; nothing is left unchecked."""
    unchecked: list[Unchecked] = []
    facts = collect_responses(app, None, probing or Probing(), unchecked.append)
    assert [] == unchecked
    return facts


def probed(app: Flask, probing: Probing | None = None) -> Snapshot:
    """Return the snapshot of an app and what it answers."""
    return Snapshot(
        hardening_facts=collect_hardening(app),
        route_facts=collect_routes(app, ROOT, lambda _: None),
        response_facts=probe(app, probing),
    )


def found_in(rule: Rule, app: Flask, probing: Probing | None = None) -> list[Finding]:
    """Return what a rule finds in the answers of an app."""
    return list(rule.findings(probed(app, probing)))


def answer(*headers: tuple[str, str], kind: str = "unknown-path", html: bool = True, **facts: Any) -> AnswerFacts:
    """Return an answer over https: by default, a page that is not there."""
    defaults: dict[str, Any] = {
        "method": "GET", "path": "/none", "scheme": "https", "status": 404, "page": PageFacts() if html else None,
    }  # fmt: skip
    return AnswerFacts(kind=kind, headers=headers, **{**defaults, **facts})


def cookie(name: str = "session", **facts: Any) -> CookieFacts:
    """Return a session cookie that is as it should be, but for `facts`."""
    right: dict[str, Any] = {
        "secure": True, "http_only": True, "same_site": "lax", "domain": False, "path": "/", "session": name == "session",
    }  # fmt: skip
    return CookieFacts(name=name, **{**right, **facts})


def told(*answers: AnswerFacts, url: str | None = None, **facts: Any) -> Snapshot:
    """Return the snapshot of a server that gave these answers.

    :param url: its origin; None for an app in this process that is not hardened.
    """
    host = "localhost" if url is None else url.partition("//")[2]
    return Snapshot(response_facts=ResponseFacts(answers=answers, url=url, host=host, **facts))


def found(rule: Rule, *answers: AnswerFacts, url: str | None = None, **facts: Any) -> list[Finding]:
    """Return what a rule finds in answers."""
    return list(rule.findings(told(*answers, url=url, **facts)))


def severities(findings: list[Finding]) -> list[str]:
    """Return how severe they are."""
    return [finding.severity.label for finding in findings]

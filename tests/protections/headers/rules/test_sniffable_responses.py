"""FHR007: responses without nosniff."""

from __future__ import annotations

from dataclasses import replace

from flask_hardened.protections.headers.rules.sniffable_responses import sniffable_responses
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import answer, found, found_in, probed, told

NOSNIFF = ("x-content-type-options", "nosniff")


def test_found_once_for_all_answers() -> None:
    """One finding that lists the requests, however many there are."""
    (finding,) = found_in(sniffable_responses, plain_app())
    assert "GET /hardened-audit-probe" in finding.message
    (many,) = found(sniffable_responses, *(answer(path=f"/{n}", kind="view", endpoint=f"v{n}") for n in range(5)))
    assert "and 2 more" in many.message


def test_found_for_another_value() -> None:
    """Browsers know one word."""
    assert 1 == len(found(sniffable_responses, answer(("x-content-type-options", "no"))))


def test_found_where_a_hardened_app_promises_it() -> None:
    """Middleware that answers by itself, outside the gate, sends no header."""
    app = hardened_app()
    snapshot = replace(probed(app), response_facts=told(answer()).response_facts)
    assert 1 == len(list(sniffable_responses.findings(snapshot)))


def test_not_found_where_it_is_sent() -> None:
    """In any case; and of a hardened app that turned it off, a rule about the option tells."""
    assert [] == found(sniffable_responses, answer(("x-content-type-options", "NoSniff ")))
    assert [] == found_in(sniffable_responses, hardened_app())
    assert [] == found_in(sniffable_responses, hardened_app(headers=False))
    assert [] == found(sniffable_responses, answer(kind="bad-host", status=400), answer(status=302))

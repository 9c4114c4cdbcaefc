"""Which views are asked."""

from __future__ import annotations

import pytest

from flask_hardened.audit.responses.views import askable, looks_harmless, view_probes
from tests.audit.asking import plain_app


@pytest.mark.parametrize(
    ("rule", "endpoint"),
    [
        ("/logout", "out"), ("/bye", "auth.logout"), ("/account/delete", "x"), ("/x", "deleteAccount"),
        ("/admin/clear-cache", "x"), ("/cron/run", "x"), ("/jobs", "sync_users"), ("/newsletter/unsubscribe", "x"),
        ("/setup", "x"), ("/mail/Test", "x"), ("/v1/shutdown_now", "x"),
    ],
)  # fmt: skip
def test_what_does_something_is_not_asked(rule: str, endpoint: str) -> None:
    """By a word of its path or its endpoint, however it is written."""
    assert not looks_harmless(rule, endpoint)


@pytest.mark.parametrize(
    ("rule", "endpoint"),
    [("/", "index"), ("/news/", "news"), ("/deleted-scenes", "scenes"), ("/runners", "list_runners")],
)
def test_what_shows_something_is(rule: str, endpoint: str) -> None:
    """A part of a word is none."""
    assert looks_harmless(rule, endpoint)


def test_rules_without_variables_that_answer_get() -> None:
    """With unsafe methods also those that answer only these; never static files; so many at most."""
    app = plain_app()
    for rule, methods in (("/a", ["GET"]), ("/b/<x>", ["GET"]), ("/c", ["POST"]), ("/d", ["GET", "PUT"])):
        app.add_url_rule(rule, rule, lambda **_: "", methods=methods)
    app.add_url_rule("/static/", "site.static", lambda: "")
    assert ["/a", "/d"] == [rule.rule for rule in askable(app, 9)]
    assert ["/a", "/c", "/d"] == [rule.rule for rule in askable(app, 9, unsafe=True)]
    assert ["/a"] == [rule.rule for rule in askable(app, 1)]
    probes = [
        (probe.kind, probe.method, probe.target) for probe in view_probes(askable(app, 9, unsafe=True), unsafe=True)
    ]
    assert [
        ("view", "GET", "/a"), ("view-origin", "GET", "/a"), ("unsafe", "POST", "/c"),
        ("view", "GET", "/d"), ("view-origin", "GET", "/d"), ("unsafe", "PUT", "/d"),
    ] == probes  # fmt: skip

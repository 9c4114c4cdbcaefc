"""The collector: what is asked when, what is left unchecked, and that no secret is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, abort, session

from flask_hardened import HostsOptions
from flask_hardened.audit.collection import Wanted, collect
from flask_hardened.audit.collectors import responses
from flask_hardened.audit.collectors.responses import collect_responses
from flask_hardened.audit.responses.facts import ResponseFacts
from flask_hardened.audit.responses.probing import Probing
from flask_hardened.audit.snapshot import NotCollected, Unchecked
from tests.audit.asking import INSPECTORS, ROOT, hardened_app, plain_app
from tests.audit.asking_responses import VIEWS, probe
from tests.conftest import SECRET_KEY


def test_it_is_a_part_of_the_audit() -> None:
    """Collected with the rest, or left out; then its rules are not asked."""
    app = plain_app()
    wanted = collect(app, INSPECTORS, ROOT, Wanted(parts=("responses",)))
    assert wanted.responses.answers
    with pytest.raises(NotCollected):
        _ = collect(app, INSPECTORS, ROOT, Wanted(parts=("config",))).responses


def test_without_an_app_and_an_address() -> None:
    """There is nobody to ask."""
    assert ResponseFacts() == collect_responses(None, None, Probing(), lambda _: None)


def test_the_app_is_asked_for_its_own_host() -> None:
    """As production is: over https, for a host that it answers to."""
    app = hardened_app(hosts=HostsOptions(allowed=["*.example.com"]))
    facts = probe(app)
    assert "www.example.com" == facts.host
    assert 404 == facts.of("unknown-path")[0].status
    assert 400 == facts.of("foreign-host")[0].status


def test_no_value_of_a_session_is_kept(tmp_path: Path) -> None:
    """Neither signed nor plain."""
    app = plain_app(SECRET_KEY=SECRET_KEY)
    app.before_request(lambda: session.update(secret="hunter2"))
    app.add_url_rule("/", "index", lambda: f"{session['secret']}")
    seen = app.test_client().get("/").headers["Set-Cookie"].partition(";")[0].partition("=")[2]
    facts = probe(app, VIEWS)
    assert facts.of("view")[0].cookies
    assert "hunter2" not in repr(facts)
    assert seen[:20] not in repr(facts)


def test_what_is_slow_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each view by its address; after a while no further one is asked."""
    monkeypatch.setattr(responses, "SLOW", -1.0)
    unchecked: list[Unchecked] = []
    app = plain_app()
    collect_responses(app, None, Probing(), unchecked.append)
    assert ("what keeps GET /hardened-audit-probe for -1 s and more", "TooSlow") in [
        (each.what, each.reason) for each in unchecked
    ]
    monkeypatch.setattr(responses, "PATIENCE", -1.0)
    unchecked.clear()
    assert () == collect_responses(app, None, Probing(), unchecked.append).answers
    assert {"the rest of the responses"} == {each.what for each in unchecked}


def test_a_view_that_streams_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left, and its generator closed."""
    monkeypatch.setattr("flask_hardened.audit.responses.wsgi.PATIENCE", 0.05)
    closed: list[bool] = []
    app = Flask(__name__, static_folder=None)

    @app.get("/ticks")
    def ticks() -> Iterator[str]:
        try:
            while True:
                yield ""
        finally:
            closed.append(True)

    facts = probe(app, VIEWS)
    assert 200 == facts.of("view")[0].status
    assert [True, True] == closed


def test_an_exception_of_a_view_is_a_fact() -> None:
    """Of a view that was asked; in testing mode it comes out of the app."""
    for testing in (True, False):
        app = plain_app(TESTING=testing)
        app.add_url_rule("/", "index", lambda: {}["hunter2"])
        (answer, _) = (*probe(app, VIEWS).of("view"), None)
        assert answer is not None
        assert answer.failed
        assert "hunter2" not in repr(answer)
        assert ("KeyError" if testing else None) == answer.raised


def test_a_limit_of_all_clients_is_said() -> None:
    """What is answered 429 says nothing about the rest; it is said once."""
    app = plain_app()
    app.before_request(lambda: abort(429))
    unchecked: list[Unchecked] = []
    collect_responses(app, None, Probing(), unchecked.append)
    assert ["what is answered beyond a limit of requests"] == [each.what for each in unchecked]

"""The whole snapshot: what could not be read is in it, and the app is as it was before."""

from __future__ import annotations

import copy
import logging
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from flask_hardened.audit.collection import Inspectors, Wanted, collect
from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import run
from flask_hardened.audit.snapshot import NotCollected, Snapshot
from flask_hardened.markup import inventory
from flask_hardened.protections import CATALOG
from tests.audit.asking import APP, INSPECTORS, ROOT, hardened_app, plain_app, read


def crash(*args: Any) -> Any:
    """Fail as a broken inspector does."""
    raise RuntimeError("hunter2")


def test_a_collector_that_fails_is_evidence() -> None:
    """The rest is collected; the rules that need it are left out, and a finding says what is missing."""
    snapshot = collect(hardened_app(), Inspectors(weakness=crash, inventory=inventory), ROOT, Wanted(parts=APP))
    assert [("the configuration", "RuntimeError")] == [(each.what, each.reason) for each in snapshot.unchecked]
    assert () == snapshot.routes
    report = run(find_rules(CATALOG), snapshot, ROOT)
    assert "FHX002" in {finding.code for finding in report.findings}
    assert "FHD005" in report.skipped
    assert "hunter2" not in repr(report)


@pytest.mark.parametrize("evidence", ["config", "hardening", "routes", "default_plan", "templates"])
def test_what_was_not_collected_cannot_be_read(evidence: str) -> None:
    """A rule that asks for it stops, instead of reading emptiness as cleanness."""
    with pytest.raises(NotCollected):
        getattr(Snapshot(), evidence)


@pytest.mark.parametrize("hardened", [True, False])
def test_the_audit_changes_nothing(hardened: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """No request reaches the app, nothing is written, registered, logged or started."""
    calls: list[str] = []
    (tmp_path / "page.html").write_text('<b onclick="f()">', "utf-8")
    app = hardened_app() if hardened else plain_app()
    app.template_folder = str(tmp_path)
    app.before_request(lambda: calls.append("before"))
    app.teardown_appcontext(lambda error: calls.append("teardown"))
    app.add_url_rule("/", "index", lambda: calls.append("view") or "")
    wsgi_app = app.wsgi_app
    app.jinja_env  # noqa: B018 - made at first use, by whoever looks first
    before = state_of(app)
    with caplog.at_level(logging.DEBUG):
        run(find_rules(CATALOG), read(app), ROOT)
    assert before == state_of(app)
    assert wsgi_app == app.wsgi_app
    assert [] == calls
    assert [] == caplog.records
    assert ["page.html"] == [path.name for path in tmp_path.iterdir()]
    if hardened:
        assert not app.extensions["hardened"].started


def state_of(app: Flask) -> dict[str, Any]:
    """Return all that a request would find changed."""
    return {
        "config": copy.deepcopy(dict(app.config)),
        "rules": [str(rule) for rule in app.url_map.iter_rules()],
        "views": dict(app.view_functions),
        "before": {key: list(value) for key, value in app.before_request_funcs.items()},
        "after": {key: list(value) for key, value in app.after_request_funcs.items()},
        "handlers": repr(app.error_handler_spec),
        "extensions": dict(app.extensions),
        "jinja": (list(app.jinja_env.filters), list(app.jinja_env.globals), list(app.jinja_env.extensions)),
        "first": app._got_first_request,
    }


def test_a_snapshot_is_not_changed_by_rules() -> None:
    """Asked twice, the same answer."""
    snapshot = collect(hardened_app({"SECRET_KEY": "dev"}), INSPECTORS, ROOT, Wanted(parts=APP))
    rules = find_rules(CATALOG)
    assert run(rules, snapshot, ROOT) == run(rules, snapshot, ROOT)

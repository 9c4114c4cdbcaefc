"""Probing leaves an app, and all that it writes to, as it was: default probes, with every kind of witness there is."""

from __future__ import annotations

import copy
import hashlib
import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, got_request_exception, request, session
from flask.sessions import SecureCookieSession, SessionInterface

from flask_hardened import Hardened, RateLimitOptions, SessionsOptions, StorageOptions
from flask_hardened.events import security_event
from flask_hardened.storage import Use
from tests.audit.asking import plain_app
from tests.audit.asking_responses import UNSAFE, VIEWS, probe
from tests.conftest import SECRET_KEY


class Outbox:
    """Stands in for Flask-Mail: it keeps what would have been sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, text: str) -> None:
        """Keep one mail."""
        self.sent.append(text)


class MailHandler(logging.Handler):
    """Mails errors, as Flask's documentation shows it with SMTPHandler."""

    def __init__(self, outbox: Outbox) -> None:
        super().__init__()
        self.outbox = outbox

    def emit(self, record: logging.LogRecord) -> None:
        """Mail one."""
        self.outbox.send(record.getMessage())


class KeptSessions(SessionInterface):
    """Keeps sessions in files, as Flask-Session does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open_session(self, app: Flask, request: Any) -> SecureCookieSession:
        """Open a new one."""
        return SecureCookieSession()

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        """Write it."""
        (self.folder / "session").write_text(repr(dict(session)), "utf-8")
        response.set_cookie(self.get_cookie_name(app), "1")


class Witnesses:
    """An app that writes wherever apps write, as soon as one of its views runs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.outbox = folder, Outbox()
        self.database = folder / "app.db"
        self.ran: list[str] = []
        with sqlite3.connect(self.database) as connection:
            connection.execute("CREATE TABLE visits (path TEXT)")
            connection.execute("INSERT INTO visits VALUES ('/before')")
        self.app = app = Flask(__name__, static_folder=str(folder / "static"), instance_path=str(folder / "instance"))
        app.config["SECRET_KEY"] = SECRET_KEY
        (folder / "static").mkdir()
        (folder / "static" / "app.css").write_text("a {}", "utf-8")
        app.logger.addHandler(MailHandler(self.outbox))
        for rule, methods in (
            ("/", ["GET"]),
            ("/items/", ["GET", "POST"]),
            ("/items/<int:item>", ["GET", "PUT", "DELETE"]),
            ("/hooks", ["POST"]),
            ("/account/delete", ["GET", "POST"]),
            ("/logout", ["GET"]),
        ):
            app.add_url_rule(rule, rule, self.view(rule), methods=methods)

    def view(self, rule: str) -> Callable[..., str]:
        """Return a view that leaves its traces."""

        def run(**_: object) -> str:
            self.ran.append(f"{request.method} {rule}")
            with sqlite3.connect(self.database) as connection:
                connection.execute("INSERT INTO visits VALUES (?)", (rule,))
            (self.folder / "written").write_text(rule, "utf-8")
            self.outbox.send(rule)
            session["seen"] = rule
            return "done"

        return run

    def state(self) -> dict[str, str]:
        """Return every file below the folder with its content, databases also as SQL."""
        found = {
            str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.suffix != ".db-shm"  # how SQLite's readers count themselves, this one too
        }
        for path in sorted(self.folder.rglob("*.db")):
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
                found[f"{path.name} in SQL"] = "\n".join(connection.iterdump())
        return found


@pytest.fixture
def witnesses(tmp_path: Path) -> Witnesses:
    """An app with everything that could be changed."""
    return Witnesses(tmp_path)


@pytest.mark.parametrize("hardened", [True, False])
def test_no_view_runs_and_nothing_is_written(witnesses: Witnesses, hardened: bool) -> None:
    """No row, no file, not even a folder; no mail."""
    app = witnesses.app
    if hardened:
        Hardened(app)
    before = witnesses.state()
    facts = probe(app)
    assert before == witnesses.state()
    assert [] == witnesses.ran
    assert [] == witnesses.outbox.sent
    assert not (witnesses.folder / "instance").exists()
    assert len(facts.answers) > 25


def test_the_witnesses_would_notice(witnesses: Witnesses) -> None:
    """A single request to a view shows in all of them."""
    before = witnesses.state()
    witnesses.app.test_client().post("/hooks")
    after = witnesses.state()
    assert {"app.db", "app.db in SQL", "written"} == {name for name in after if before.get(name) != after[name]}
    assert ["/hooks"] == witnesses.outbox.sent


def test_views_are_asked_only_when_wanted(witnesses: Witnesses) -> None:
    """With ``--probe-views`` by GET, without what looks destructive; with ``--probe-unsafe`` by other methods too."""
    probe(witnesses.app, VIEWS)
    assert {"GET /", "GET /items/"} == set(witnesses.ran)
    probe(witnesses.app, UNSAFE)
    assert {"GET /", "GET /items/", "POST /items/", "POST /hooks"} == set(witnesses.ran)


def test_the_store_of_a_hardened_app(witnesses: Witnesses) -> None:
    """A real SQLite file, with what real clients have counted: the same rows before and after, nobody is limited."""
    app, store = witnesses.app, witnesses.folder / "hardened.db"
    Hardened(
        app,
        storage=StorageOptions(uri=f"sqlite:///{store}"),
        rate_limit=RateLimitOptions(default="8 per minute"),
        sessions=SessionsOptions(server_side=True),
    )
    app.before_request(lambda: session.setdefault("visitor", "1") and None)
    client = app.test_client()
    assert 404 == client.get("/none", base_url="https://localhost").status_code
    before = witnesses.state()
    assert 'INSERT INTO "counters"' in before["hardened.db in SQL"]
    assert 'INSERT INTO "sessions"' in before["hardened.db in SQL"]
    facts = probe(app)
    assert before == witnesses.state()
    statuses = [client.get("/none", base_url="https://localhost").status_code for _ in range(8)]
    assert [404] * 7 + [429] == statuses
    assert 429 not in {answer.status for answer in facts.answers}


def test_an_app_that_has_not_started_starts_afterwards(witnesses: Witnesses) -> None:
    """With its own store, as if nobody had asked; what is kept from the rehearsal is nothing."""
    app = witnesses.app
    store = witnesses.folder / "hardened.db"
    Hardened(app, storage=StorageOptions(uri=f"sqlite:///{store}"))
    hardening = app.extensions["hardened"]
    probe(app)
    assert not hardening.started
    assert not store.exists()
    app.test_client().get("/", base_url="https://localhost")
    assert hardening.started
    assert store.exists()
    key = hardening.store.namespace(Use("test")).key_of("a")
    assert None is hardening.store.namespace(Use("test")).get(key)


def test_sessions_that_others_keep(witnesses: Witnesses) -> None:
    """A hook that writes to the session everywhere: the cookie is seen, and nothing is kept."""
    app = witnesses.app
    app.session_interface = kept = KeptSessions(witnesses.folder)
    app.before_request(lambda: session.update(visits=1))
    before = witnesses.state()
    facts = probe(app)
    assert before == witnesses.state()
    assert kept is app.session_interface
    assert {"session"} == {cookie.name for cookie in facts.of("unknown-path")[0].cookies}


def test_nobody_hears_of_it(witnesses: Witnesses, caplog: pytest.LogCaptureFixture, capsys: Any) -> None:
    """No log line, no security event, no call of an error tracker, nothing printed; afterwards all of them work."""
    app = witnesses.app
    Hardened(app)
    heard: list[object] = []

    def hear(sender: object, **details: object) -> None:
        heard.append(details)

    @app.before_request
    def annoyed() -> None:
        print("who is there?")
        app.logger.warning("who is there?")
        if request.method == "PROPFIND" or "Origin" in request.headers:
            raise RuntimeError("annoyed")

    with security_event.connected_to(hear), got_request_exception.connected_to(hear), caplog.at_level(logging.DEBUG):
        facts = probe(app)
        assert any(answer.failed for answer in facts.answers)
        assert [] == heard
        assert [] == caplog.records
        assert [] == witnesses.outbox.sent
        assert ("", "") == tuple(capsys.readouterr())
        app.test_client().get("/none", base_url="https://localhost", headers={"Origin": "https://a.example"})
    assert heard
    assert witnesses.outbox.sent


@pytest.mark.parametrize("hardened", [True, False])
def test_the_app_is_the_same(witnesses: Witnesses, hardened: bool) -> None:
    """Configuration, views, hooks, handlers; and routes can still be added, as to an app that was never asked."""
    app = witnesses.app
    app.config["TRUSTED_HOSTS"] = ["*.example.com"] if hardened else None
    if hardened:
        Hardened(app)
    before = _state_of(app)
    probe(app)
    assert before == _state_of(app)
    app.add_url_rule("/late", "late", lambda: "late")
    assert 200 == app.test_client().get("/late", base_url="https://www.example.com").status_code


def _state_of(app: Flask) -> dict[str, Any]:
    return {
        "config": copy.deepcopy(dict(app.config)),
        "views": dict(app.view_functions),
        "before": copy.copy(app.before_request_funcs),
        "after": copy.copy(app.after_request_funcs),
        "own": {name: value for name, value in vars(app).items() if name not in ("jinja_env", "logger", "url_map")},
        "hardening": {
            name: value for name, value in vars(app.extensions.get("hardened", object)).items() if name[0] != "_"
        },
    }


def test_thirty_routes_in_half_a_second() -> None:
    """Hardened, with every view asked too."""
    app = plain_app(SECRET_KEY=SECRET_KEY)
    for number in range(30):
        app.add_url_rule(f"/page{number}/", f"page{number}", lambda: "<p>page</p>")
    Hardened(app)
    probe(app)  # what is imported at first use
    begun = time.process_time()
    facts = probe(app, VIEWS)
    assert time.process_time() - begun < 0.5
    assert 30 == len(facts.of("view"))


def test_what_an_app_put_over_its_own_methods_is_kept(witnesses: Witnesses) -> None:
    """An instance may have its own dispatcher, for instance to measure; it still sees what no view answers."""
    app = witnesses.app
    asked: list[str] = []
    dispatch = app.dispatch_request

    def measured() -> Any:
        asked.append(request.path)
        return dispatch()

    app.dispatch_request = measured  # type: ignore[method-assign]
    probe(app)
    assert measured is app.dispatch_request
    assert "/hardened-audit-probe" in asked
    assert [] == witnesses.ran

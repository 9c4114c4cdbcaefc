"""Two gunicorn workers: what one ends, the other one knows at once."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.storage.servers import free_port

pytestmark = [pytest.mark.slow, pytest.mark.race]

PROGRAM = """
import os
from flask import Flask, session
from flask_hardened import Hardened
from flask_hardened.protections.sessions.functions import end_session, end_sessions_of

app = Flask(__name__)
app.config.update(SECRET_KEY={key!r}, HARDENED_STORAGE_URI={uri!r}, HARDENED_TRANSPORT=False,
                  HARDENED_RATE_LIMIT=False, HARDENED_CSRF=False, HARDENED_HOSTS_ALLOWED="127.0.0.1",
                  HARDENED_SESSIONS_SERVER_SIDE={server_side!r})
Hardened(app)

@app.get("/login")
def login():
    session["user_id"] = 7
    return str(os.getpid())

@app.get("/who")
def who():
    return f"{{os.getpid()}} {{session.get('user_id')}}"

@app.get("/logout")
def logout():
    end_session()
    return str(os.getpid())

@app.get("/all")
def everywhere():
    end_sessions_of(7)
    return str(os.getpid())
"""
KEY = "".join(["kW3vUoTqXv8n5aJr", "1cYd7LmZ0pEbHsGf"])


@pytest.fixture(params=[False, True], ids=["in the cookie", "on the server"])
def port(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    """The port of gunicorn with two workers and one SQLite file."""
    uri = f"sqlite:///{tmp_path}/store.db"
    (tmp_path / "served.py").write_text(PROGRAM.format(key=KEY, uri=uri, server_side=request.param))
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2", "served:app"]
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": f"{root}:{tmp_path}"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log, env=environment)
    try:
        until_both_answer(port, tmp_path / "log")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def until_both_answer(port: int, log: Path) -> None:
    """Wait for the second worker too: one that still starts leaves every request to the other."""
    deadline, seen = time.monotonic() + 60, set()
    while len(seen) < 2:
        assert time.monotonic() < deadline, f"{len(seen)} workers answered; {log.read_text()}"
        try:
            seen |= {pid for pid, _ in at_once(port)}
        except OSError:
            time.sleep(0.1)


def ask(port: int, path: str, cookie: str = "") -> tuple[str, str]:
    """Return the text, and the session cookie if one is set."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {"X-Forwarded-Proto": "https", **({"Cookie": cookie} if cookie else {})}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    text = response.read().decode()
    assert 200 == response.status, text
    set_cookie = response.getheader("Set-Cookie") or ""
    connection.close()
    return text, set_cookie.partition(";")[0]


def at_once(port: int, cookie: str = "") -> list[list[str]]:
    """Ask eight times at the same time, so that both workers answer; return the process and the user of each."""
    with ThreadPoolExecutor(8) as pool:
        return [text.split() for text, _ in pool.map(lambda _: ask(port, "/who", cookie), range(8))]


@pytest.mark.parametrize("path", ["/logout", "/all"])
def test_a_sign_out_counts_at_once_on_every_worker(port: int, path: str) -> None:
    """Ten rounds; after each, both workers refuse the cookie."""
    seen = set()
    for _ in range(10):
        _, cookie = ask(port, "/login")
        assert cookie
        before = at_once(port, cookie)
        assert {"7"} == {user for _, user in before}
        ask(port, path, cookie)
        after = at_once(port, cookie)
        assert {"None"} == {user for _, user in after}
        seen |= {pid for pid, _ in (*before, *after)}
    assert 2 == len(seen)

"""Four gunicorn workers with one store, asked over HTTP: a limit of N admits exactly N."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.storage.servers import RedisServer, free_port

pytestmark = [pytest.mark.slow, pytest.mark.race]

ROOT = Path(__file__).parents[3]
ROUNDS = 20


@contextmanager
def workers(folder: Path, **environ: str) -> Iterator[int]:
    """Serve the app with four workers of four threads; give the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-w", "4", "--threads", "4", "-b", f"127.0.0.1:{port}"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--worker-tmp-dir", str(folder), "tests.protections.rate_limit.served:app"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
            stdout=log,
            stderr=log,
        )
    try:
        for _ in range(400):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.025)
        else:
            raise AssertionError((folder / "log").read_text())
        yield port
    finally:
        process.terminate()
        process.wait(10)


def ask(port: int, path: str, **headers: str) -> int:
    """Send one request over a connection of its own, so that any worker may get it; return the status."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", path, headers=headers)
        return link.getresponse().status
    finally:
        link.close()


def in_threads(port: int, path: str, requests: int, threads: int = 8, **headers: str) -> list[int]:
    """Send `requests` requests from several threads at once; return the statuses."""
    start, found = threading.Barrier(threads), []

    def run() -> None:
        start.wait()
        for _ in range(requests // threads):
            found.append(ask(port, path, **headers))

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return sorted(found)


def admitted(port: int, path: str, status: int, **headers: str) -> int:
    """Send 40 requests from eight threads at once, and return how many were answered with `status`, the others with 429.

    A busy machine may take the store for down, and answer 503: then ask on until the limit refuses.
    """
    found = in_threads(port, path, 40, **headers)
    for _ in range(100):
        if 503 not in found:
            break
        time.sleep(0.1)
        found = [each for each in found if each != 503] + in_threads(port, path, 8, **headers)
    assert {status, 429} == set(found)
    return found.count(status)


@pytest.fixture(params=["sqlite", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URI of a store that workers share."""
    if request.param == "redis":
        server: RedisServer = request.getfixturevalue("redis_server")
        server.say("FLUSHALL")
        return server.uri
    folder = tmp_path / "store"
    folder.mkdir(mode=0o700)
    return f"sqlite:///{folder}/limits.db"


def test_a_limit_admits_exactly_that_many(store: str, tmp_path: Path) -> None:
    """20 of 40 requests of each client, named by the trusted proxy, in each of 20 rounds; never a 500."""
    with workers(tmp_path, STORE=store, PROXIES="127.0.0.1") as port:
        for number in range(ROUNDS):
            headers = {"X-Forwarded-For": f"2001:db8:0:{number:x}::1"}
            assert 20 == admitted(port, "/page", 200, **headers)


def test_failures_are_reserved_across_workers(store: str, tmp_path: Path) -> None:
    """5 of 40 parallel guesses are tried, in each of ten rounds."""
    with workers(tmp_path, STORE=store) as port:
        for number in range(10):
            assert 5 == admitted(port, f"/login?name={number}", 401)


def test_a_spoofed_client_is_limited_across_workers(store: str, tmp_path: Path) -> None:
    """Headers of somebody who is no trusted proxy name nobody; scanning for paths is limited as well."""
    with workers(tmp_path, STORE=store) as port:
        found = [ask(port, f"/wp-{number}.php", **{"X-Forwarded-For": f"192.0.2.{number}"}) for number in range(40)]
        assert 20 == found.count(404)
        assert 429 == found[-1]

"""Every response carries the whole policy, each header once: through the test client, and through real gunicorn."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

import pytest
from flask import Flask

from tests.apps.responses import RAISED_STATUSES, create_app

ALWAYS = frozenset(
    {
        "x-content-type-options",
        "x-frame-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "origin-agent-cluster",
        "permissions-policy",
        "x-permitted-cross-domain-policies",
        "x-dns-prefetch-control",
        "strict-transport-security",
    }
)
"""What every response over HTTPS carries in the web preset; and a Content-Security-Policy unless it is a 304."""

FORBIDDEN = frozenset({"x-powered-by"})


@dataclass(frozen=True)
class Case:
    """A request, and the status it is answered with."""

    path: str
    status: int
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status} {' '.join(self.headers)}".strip()


CASES = [
    Case("/text", 200),
    Case("/json", 200),
    Case("/page", 200),
    Case("/session", 200),
    Case("/redirect", 302),
    Case("/slash", 308),
    Case("/empty", 204),
    Case("/cached", 200),
    Case("/cached", 304, headers={"If-None-Match": "*"}),
    Case("/file", 200),
    Case("/file", 206, headers={"Range": "bytes=0-9"}),
    Case("/file", 416, headers={"Range": "bytes=5000-"}),
    Case("/static/file.txt", 200),
    Case("/static/file.txt", 304, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}),
    Case("/static/missing.txt", 404),
    Case("/static/../app.py", 404),
    Case("/stream", 200),
    Case("/streamed-page", 200),
    Case("/async", 200),
    Case("/plain-wsgi", 200),
    Case("/own-headers", 200),
    Case("/item", 200),
    Case("/item", 405, method="POST"),
    Case("/item", 200, method="OPTIONS"),
    Case("/text", 200, method="HEAD"),
    Case("/page", 200, method="HEAD"),
    Case("/text", 200, method="OPTIONS"),
    Case("/text", 405, method="POST"),
    Case("/text", 405, method="TRACE"),
    Case("/text", 405, method="PROPFIND"),
    Case("/missing", 404),
    Case("/missing", 404, headers={"Accept": "text/html"}),
    Case("/echo", 200, method="POST", body=b"x" * 100),
    Case("/echo", 413, method="POST", body=b"x" * (1024 * 1024 + 1)),
    Case("/text", 400, headers={"Host": "evil.example"}),
    Case("/text", 400, headers={"X-HTTP-Method-Override": "DELETE"}),
    Case("/abort-with-response", 409),
    Case("/own-handler", 418),
    Case("/crash", 500),
    Case("/crash", 500, headers={"Accept": "text/html"}),
    Case("/crash-in-handler", 500),
    Case("/crash-in-after-this-request", 500),
    Case("/broken/before-abort", 403),
    Case("/broken/before-crash", 500),
    Case("/broken/after-crash", 500),
    Case("/broken/teardown-crash", 500),
    Case("/mounted/any", 200),
    Case("/failing/any", 500),
    *[Case(f"/raise/{status}", status) for status in RAISED_STATUSES],
    *[Case(f"/made/{status}", status) for status in (201, 202, 203, 226, 402)],
]


def judge(case: Case, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    """Check one answer: its status, every header once, nothing that tells on us."""
    counts = Counter(name.lower() for name, _ in headers)
    assert case.status == status
    expected = ALWAYS if status == 304 else ALWAYS | {"content-security-policy"}
    assert {} == {name: counts[name] for name in expected if counts[name] != 1}
    assert (status == 304) == ("content-security-policy" not in counts)
    assert [] == [name for name in FORBIDDEN if name in counts]
    assert b"secret of" not in body


@pytest.fixture(scope="module")
def app() -> Flask:
    """The app that answers in every way."""
    return create_app()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_response_carries_every_header_once(app: Flask, case: Case) -> None:
    """Through the test client, which passes the same gate as a server does."""
    client = app.test_client()
    with client.open(
        case.path, method=case.method, headers=case.headers, data=case.body, base_url="https://shop.example"
    ) as response:
        judge(case, response.status_code, response.headers.to_wsgi_list(), response.data)


def test_there_are_more_than_forty_kinds() -> None:
    """The table is as long as it is said to be, and no case stands in it twice."""
    assert 40 <= len(CASES) == len({str(case) for case in CASES})


def test_a_view_s_own_stricter_headers_stay_and_weaker_ones_do_not(app: Flask) -> None:
    """Never weaker: what the view set is kept where it is as strict as the policy or stricter."""
    headers = app.test_client().get("/own-headers", base_url="https://shop.example").headers
    assert "no-referrer" == headers["Referrer-Policy"]
    assert "DENY" == headers["X-Frame-Options"]
    assert int(headers["Strict-Transport-Security"].split(";")[0].partition("=")[2]) >= 31536000
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "base-uri 'none'" in headers["Content-Security-Policy"]
    assert "public, max-age=60" == headers["Cache-Control"]
    assert "Server" not in headers


def test_a_response_to_http_has_no_hsts() -> None:
    """RFC 6797 7.2: Strict-Transport-Security must not be sent over plain HTTP."""
    app = create_app(HARDENED_HOSTS_ALLOWED=["localhost"])
    response = app.test_client().get("/text", base_url="http://localhost")
    assert 200 == response.status_code
    assert "Strict-Transport-Security" not in response.headers


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def gunicorn(log: Path) -> Iterator[int]:
    """Serve the app with gunicorn, behind a proxy that says https, and return its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4",
               "tests.apps.responses:create_app()"]  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=Path(__file__).parent.parent)
        try:
            for _ in range(200):
                with socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()
            process.wait(10)


def ask(port: int, case: Case, body: object = None, **extra: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """Send the case's request as nginx on the same machine would: gunicorn believes its X-Forwarded-Proto."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Host": "shop.example", "X-Forwarded-Proto": "https", **case.headers, **extra}
    chunked = headers.get("Transfer-Encoding") == "chunked"
    connection.request(case.method, case.path, body=body or case.body, headers=headers, encode_chunked=chunked)  # type: ignore[arg-type]
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return response.status, response.getheaders(), data


def test_every_response_of_real_gunicorn_carries_every_header_once(tmp_path: Path) -> None:
    """Over a real server, with a body that comes in chunks, and with nothing lost when hooks fail."""
    with gunicorn(tmp_path / "gunicorn.log") as port:
        for case in CASES:
            if case.headers.keys() & {"Range"} or case.method == "TRACE":
                continue  # http.client and gunicorn handle these themselves on some versions
            judge(case, *ask(port, case))
        pieces = [b"x" * 65536] * 20
        for size, status in ((2, 200), (20, 413)):
            case = Case("/echo", status, "POST", {"Transfer-Encoding": "chunked"})
            judge(case, *ask(port, case, iter(pieces[:size])))

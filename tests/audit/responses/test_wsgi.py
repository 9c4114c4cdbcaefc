"""Sending through the WSGI app: bounded, and never an exception."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from itertools import islice
from typing import Any

import pytest

from flask_hardened.audit.responses import wsgi
from flask_hardened.audit.responses.probe import MOST_BYTES, Answer, Probe, peers

PROBE = Probe(
    kind="test", target="/a%ff%00?b=%ff", headers=(("Content-Type", "text/plain"), ("X-A", "\xff")), body=b"ab"
)


def ask(application: Any, probe: Probe = PROBE) -> Answer:
    """Send one probe."""
    return wsgi.ask(application, probe, "localhost")


def test_what_the_app_is_given() -> None:
    """An environ as a server would make it: bytes of the path as Latin-1, the query as it came."""
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.update(environ, body=environ["wsgi.input"].read())
        start_response("204 NO CONTENT", [("X-B", "1"), ("X-B", "2")])
        return []

    answer = ask(application)
    assert ("/a\xff\0", "b=%ff", "2", b"ab") == (
        seen["PATH_INFO"], seen["QUERY_STRING"], seen["CONTENT_LENGTH"], seen["body"]
    )  # fmt: skip
    assert ("text/plain", "\xff", "https", "203.0.113.1") == (
        seen["CONTENT_TYPE"], seen["HTTP_X_A"], seen["wsgi.url_scheme"], seen["REMOTE_ADDR"]
    )  # fmt: skip
    assert (204, (("X-B", "1"), ("X-B", "2")), None) == (answer.status, answer.headers, answer.failure)


def test_a_length_and_a_host_may_lie() -> None:
    """They are what is probed."""
    environ = wsgi.environ_of(Probe(kind="x", target="/", length="-1", host="[::1"), "localhost")
    assert ("-1", "[::1") == (environ["CONTENT_LENGTH"], environ["HTTP_HOST"])
    assert "CONTENT_LENGTH" not in wsgi.environ_of(Probe(kind="x", target="/"), "localhost")


def test_a_body_without_end_is_left_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many bytes, or so many seconds."""
    closed: list[bool] = []

    class Endless:
        def __init__(self, chunk: bytes) -> None:
            self.chunk = chunk

        def __iter__(self) -> Iterator[bytes]:
            while True:
                yield self.chunk

        def close(self) -> None:
            closed.append(True)

    def application(chunk: bytes) -> Any:
        return lambda environ, start_response: (start_response("200 OK", []), Endless(chunk))[1]

    assert MOST_BYTES == len(ask(application(b"x" * 60_000)).body)
    monkeypatch.setattr(wsgi, "PATIENCE", 0.05)
    assert b"" == ask(application(b"")).body
    assert [True, True] == closed


@pytest.mark.parametrize("error", [ValueError("hunter2"), SystemExit(1), RecursionError()])
def test_what_leaves_the_app_is_a_fact(error: BaseException) -> None:
    """Its type, not its text; also after the response began."""

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        start_response("200 OK", [])
        raise error

    answer = ask(application)
    assert type(error).__name__ == answer.failure
    assert "hunter2" not in repr(answer)


def test_broken_applications() -> None:
    """A status that is none, no status, and no iterable."""
    assert "ValueError" == ask(lambda environ, start_response: start_response("OK", [])).failure
    assert 0 == ask(lambda environ, start_response: []).status
    assert "TypeError" == ask(lambda environ, start_response: None).failure


def test_the_write_callable() -> None:
    """The old way of PEP 3333 to send a body."""

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [])(b"a")
        return [b"b"]

    assert b"ab" == ask(application).body


def test_every_probe_is_another_client() -> None:
    """From networks that are nobody's."""
    found = [*islice(peers(), 1000)]
    assert 762 == len(set(found))
    assert all(not ip_address(each).is_global for each in found)

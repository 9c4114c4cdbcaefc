"""Probing real servers on this machine."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask, redirect, request
from werkzeug.serving import make_server

from flask_hardened.audit.collectors.responses import collect_responses
from flask_hardened.audit.responses import server as servers
from flask_hardened.audit.responses.facts import ResponseFacts
from flask_hardened.audit.responses.probe import Probe
from flask_hardened.audit.responses.probing import Probing
from flask_hardened.audit.responses.server import BadAddressError, Visitor, certificate_fault, server_at
from flask_hardened.audit.snapshot import Unchecked
from tests.audit.asking import hardened_app, plain_app


@contextmanager
def served(app: Flask, context: Any = None) -> Iterator[str]:
    """Serve an app on a free port, and yield its origin."""
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=context)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"{'http' if context is None else 'https'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def probe(url: str, app: Flask | None = None, **probing: bool) -> tuple[ResponseFacts, list[tuple[str, str]]]:
    """Return what a server answers, and what was left unchecked."""
    unchecked: list[Unchecked] = []
    facts = collect_responses(app, None, Probing(url=url, **probing), unchecked.append)
    return facts, [(each.what, each.reason) for each in unchecked]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1, signed by itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    encoded = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(encoded)
    return folder / "cert.pem", folder / "key.pem"


def test_the_same_probes_over_http() -> None:
    """Without the app, what needs no view is asked; the server tells what it is."""
    asked: list[tuple[str, str]] = []
    app = plain_app()
    app.add_url_rule("/", "index", lambda: asked.append((request.method, "view")) or "index", methods=["GET", "POST"])
    app.before_request(lambda: asked.append((request.method, request.path)) and None)
    with served(app) as url:
        facts, unchecked = probe(url)
    assert [] == unchecked
    assert url == facts.url
    assert {"unknown-path", "oversized-body", "deep-json", "bad-host", "trace"} <= {each.kind for each in facts.answers}
    assert {"http"} == {each.scheme for each in facts.answers}
    assert "Werkzeug" in (facts.of("unknown-path")[0].header("server") or "")
    assert ("F", None) == (facts.grade and facts.grade.letter, facts.certificate)
    assert "view" not in {path for _, path in asked}
    assert 20 < len(asked) < 40


def test_views_of_a_server() -> None:
    """Only those that the app in this process names, and only when wanted; redirects are not followed."""
    asked: list[str] = []
    app = plain_app()
    app.add_url_rule("/", "index", lambda: asked.append("/") or redirect("https://elsewhere.invalid/"))
    app.add_url_rule("/items", "items", lambda: asked.append("/items") or "items", methods=["GET", "DELETE"])
    with served(app) as url:
        probe(url, app)
        assert [] == asked
        facts, unchecked = probe(url, app, views=True)
        assert {"/", "/items"} == set(asked)
        assert 302 == facts.of("view")[0].status
        alone, _ = probe(url, views=True)
    assert [] == unchecked
    assert ["/"] == [each.path for each in alone.of("view")]


def test_a_server_where_every_path_has_a_page_gets_no_body() -> None:
    """Something that takes it could be behind."""
    methods: set[str] = set()
    app = plain_app()
    app.add_url_rule("/", "index", lambda: "page")
    every = ["GET", "POST"]
    app.add_url_rule("/<path:rest>", "rest", lambda rest: methods.add(request.method) or "page", methods=every)
    with served(app) as url:
        probe(url)
    assert {"GET"} == methods


def test_a_hardened_server(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Over https with a trusted certificate it gets the same grade as in process."""
    app = hardened_app({"TESTING": False})
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with served(app, tuple(map(str, certificate))) as url:
        facts, unchecked = probe(url)
    assert ([], None) == (unchecked, facts.certificate)
    assert facts.grade is not None
    assert "A+" == facts.grade.letter
    assert () == facts.of("plain-http")  # another port than 443 names no port for http


def test_a_certificate_that_nobody_trusts(certificate: tuple[Path, Path]) -> None:
    """It is a fact; the rest is asked all the same, and the grade knows."""
    with served(hardened_app({"TESTING": False}), tuple(map(str, certificate))) as url:
        facts, _ = probe(url)
    assert "self-signed certificate" == facts.certificate
    assert 404 == facts.of("unknown-path")[0].status
    assert facts.grade is not None
    results = {line.result for line in facts.grade.worst.lines}
    assert {"hsts-invalid-cert", "redirection-invalid-cert"} <= results


def test_gunicorn(tmp_path: Path) -> None:
    """A production server answers some of it by itself; nothing is left open."""
    (tmp_path / "served_app.py").write_text("from flask import Flask\napp = Flask(__name__)\n", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--chdir", str(tmp_path), "-b", f"127.0.0.1:{port}", "served_app:app"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with socket.socket() as attempt:
                    if attempt.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            facts, unchecked = probe(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
    assert [] == unchecked
    assert {404} == {each.status for each in facts.of("unknown-path", "foreign-origin", "bad-query")}
    assert 400 == facts.of("bad-length")[0].status
    assert "gunicorn" == facts.of("unknown-path")[0].header("server")


def scripted(reply: Callable[[socket.socket], None]) -> tuple[str, socket.socket]:
    """Return the address of a server that does nothing but `reply` to each connection, and its socket."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                reply(connection)

    threading.Thread(target=serve, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}", listener


@pytest.mark.parametrize("reply", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 999999 x\r\n\r\n"])
def test_servers_that_speak_no_http(reply: bytes) -> None:
    """What does not answer is said, and nothing more is asked."""
    url, listener = scripted(lambda connection: connection.sendall(reply))
    with listener:
        facts, unchecked = probe(url)
    assert [] == [*facts.answers]
    assert ["the server at --url"] == [what for what, _ in unchecked]


def test_a_body_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left after a while, with what came."""
    monkeypatch.setattr(servers, "TIMEOUT", 0.1)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(50):
            try:
                connection.sendall(b"x")
            except OSError:
                return
            time.sleep(0.02)

    url, listener = scripted(drip)
    with listener:
        answer = Visitor(server_at(url))(Probe(kind="x", target="/", scheme="http"))
    assert 200 == answer.status
    assert 0 < len(answer.body) < 50


def test_nobody_listens() -> None:
    """The address was right, and nobody is there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    facts, unchecked = probe(f"http://127.0.0.1:{port}")
    assert [("the server at --url", "ConnectionRefusedError")] == unchecked
    assert None is facts.grade
    assert None is certificate_fault(server_at(f"https://127.0.0.1:{port}"))


@pytest.mark.parametrize(
    ("url", "host", "origin", "http"),
    [
        ("https://app.example", "app.example", "https://app.example", 80),
        ("app.example/base/", "app.example", "https://app.example", 80),
        ("https://app.example:8443/", "app.example:8443", "https://app.example:8443", None),
        ("http://localhost:5000", "localhost:5000", "http://localhost:5000", 5000),
        ("https://[::1]:443", "[::1]", "https://[::1]", 80),
    ],
)
def test_addresses(url: str, host: str, origin: str, http: int | None) -> None:
    """Plain http is asked beside https where both have their usual ports."""
    server = server_at(url)
    assert (host, origin, http) == (server.host, server.origin, server.http)


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example", "https://", "https://user:hunter2@a.example", "https://[", "http://a:x"]
)
def test_what_is_no_address(url: str) -> None:
    """It is said without repeating it: it may hold a password."""
    with pytest.raises(BadAddressError):
        server_at(url)
    facts, unchecked = probe(url) if url else (None, [("the server at --url", "BadAddressError")])
    assert [("the server at --url", "BadAddressError")] == unchecked
    assert "hunter2" not in repr(facts)


def test_a_mounted_app() -> None:
    """The path of the address comes before each target."""
    paths: set[str] = set()
    app = plain_app()
    app.before_request(lambda: paths.add(request.path) and None)
    with served(app) as url:
        probe(f"{url}/base/")
    assert all(path.startswith("/base/hardened-audit-probe") for path in paths)


def test_the_context_is_strict() -> None:
    """Certificates are checked unless one was found wanting before."""
    strict = Visitor(server_at("https://a.example"))
    assert ssl.CERT_REQUIRED == strict._context.verify_mode
    assert strict._context.check_hostname

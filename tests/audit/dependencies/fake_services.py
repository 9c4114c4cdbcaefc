"""Vulnerability services on this machine, for the real pip-audit: OSV's API, and PyPI's behind a proxy."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answer = Callable[[str, str], tuple[int, object]]
"""Name and version of a package → status and JSON."""


@contextmanager
def osv(answer: Answer) -> Iterator[dict[str, str]]:
    """Serve OSV's API, and give the environment in which pip-audit asks it."""

    class Handler(Quiet):
        def do_POST(self) -> None:
            query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.reply(*answer(query["package"]["name"], query["version"]))

    with _serving(Handler) as port:
        yield {"PIP_AUDIT_VULNERABILITY_SERVICE": "osv", "PIP_AUDIT_OSV_URL": f"http://127.0.0.1:{port}/v1/query"}


@contextmanager
def pypi(answer: Answer, folder: Path) -> Iterator[dict[str, str]]:
    """Serve PyPI's API under its own name, through a proxy, and give the environment in which pip-audit asks it.

    :param folder: for the certificate, which only this environment trusts.
    """
    authority, context = _certificate(folder)

    class Handler(Quiet):
        def do_CONNECT(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.connection = context.wrap_socket(self.connection, server_side=True)
            self.rfile = self.connection.makefile("rb")
            self.wfile = self.connection.makefile("wb", buffering=0)
            self.close_connection = False

        def finish(self) -> None:
            super().finish()
            self.connection.close()

        def do_GET(self) -> None:
            _, _, name, version, _ = self.path.split("/")
            self.reply(*answer(name, version))

    with _serving(Handler) as port:
        yield {
            "PIP_AUDIT_VULNERABILITY_SERVICE": "pypi",
            "HTTPS_PROXY": f"http://127.0.0.1:{port}",
            "NO_PROXY": "",
            "no_proxy": "",
            "REQUESTS_CA_BUNDLE": str(authority),
        }


def vulnerable_osv(*packages: tuple[str, str]) -> Answer:
    """Answer as OSV does, with one vulnerability for each of these, and none for others."""

    def answer(name: str, version: str) -> tuple[int, object]:
        if (name, version) not in packages:
            return 200, {}
        affected = {
            "package": {"name": name, "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
        }
        found = {
            "id": f"GHSA-{name}",
            "aliases": [f"CVE-2099-{len(name)}"],
            "summary": "It breaks.",
            "affected": [affected],
        }
        return 200, {"vulns": [found]}

    return answer


class Quiet(BaseHTTPRequestHandler):
    """Answers JSON, and writes no log."""

    protocol_version = "HTTP/1.1"

    def reply(self, status: int, body: object) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    class Server(ThreadingHTTPServer):
        daemon_threads = False

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away is no event."""

    with Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def _certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key(), serial_number=1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("pypi.org"), x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context

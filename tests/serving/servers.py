"""A real nginx with a real gunicorn behind it, on this machine only."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.requirements import require

ROOT = Path(__file__).parents[2]


def speaks_ipv6() -> bool:
    """Tell whether this machine has a loopback address of IPv6."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def nginx_path() -> str:
    """Return the path of nginx; where it is missing, the test is skipped, or fails in CI."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return require(found, "nginx is not installed (Debian: apt-get install nginx-light).")


def make_certificate(folder: Path) -> tuple[str, str]:
    """Write a certificate for ``blog.example`` that nobody signed, and its key; return both paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "blog.example")])
    now = dt.datetime.now(dt.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("blog.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    return str(certificate), str(key_file)


def main_file(folder: Path, text: str) -> Path:
    """Write `text` and a main file around it, with everything that nginx keeps inside of `folder`."""
    (folder / "site.conf").write_text(text, "utf-8")
    temporary = "".join(
        f'{kind}_temp_path "{folder}/{kind}";' for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        f'pid "{folder}/nginx.pid"; error_log "{folder}/error.log"; daemon off; master_process off;\n'
        f'events {{}} http {{ access_log off; {temporary} include "{folder}/site.conf"; }}\n',
        "utf-8",
    )
    return main


def try_out(folder: Path, text: str) -> tuple[int, str]:
    """Have nginx check a configuration; return its status and what it said."""
    command = [nginx_path(), "-t", "-e", str(folder / "error.log"), "-c", str(main_file(folder, text))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    return done.returncode, done.stderr


@contextmanager
def running(command: list[str], folder: Path, place: str | tuple[str, int], **environ: str) -> Iterator[None]:
    """Run a server until the end of the block; it is there when something listens at `place`."""
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ}, stdout=log, stderr=log)
    try:
        for _ in range(600):
            family = (
                socket.AF_UNIX if isinstance(place, str) else socket.AF_INET6 if ":" in place[0] else socket.AF_INET
            )
            with socket.socket(family) as probe:
                if probe.connect_ex(place) == 0:
                    break
            assert process.poll() is None, (folder / "server.log").read_text()
            time.sleep(0.025)
        else:
            raise AssertionError((folder / "server.log").read_text())
        yield
    finally:
        process.terminate()
        process.wait(20)


def serving_app(folder: Path, place: str, port: int) -> object:
    """Serve the app by gunicorn on a Unix socket, as long as the block lasts.

    :param port: on which nginx speaks HTTPS.
    """
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind", f"unix:{place}"]
    command += ["--worker-tmp-dir", str(folder), "tests.serving.served:app"]
    return running(command, folder, place, PYTHONPATH=str(ROOT), HTTPS_PORT=str(port))


def serving_nginx(folder: Path, text: str, port: int, address: str = "127.0.0.1") -> object:
    """Run nginx with a configuration, as long as the block lasts."""
    command = [nginx_path(), "-e", str(folder / "error.log"), "-c", str(main_file(folder, text))]
    return running(command, folder, (address, port))


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Return the values of a header."""
        return [value for key, value in self.headers if key == name.lower()]


def send(
    port: int,
    request: bytes,
    *,
    name: str = "blog.example",
    context: ssl.SSLContext | None = None,
    address: str = "127.0.0.1",
) -> bytes:
    """Send bytes over TLS and return everything that comes back.

    :param name: the name in the handshake.
    """
    plain = socket.create_connection((address, port), timeout=10)
    with plain, (context or trusting()).wrap_socket(plain, server_hostname=name) as link:
        link.sendall(request)
        return _rest(link)


def send_plain(port: int, request: bytes) -> bytes:
    """Send bytes without TLS and return everything that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        link.sendall(request)
        return _rest(link)


def _rest(link: socket.socket) -> bytes:
    found = b""
    try:
        while chunk := link.recv(65536):
            found += chunk
    except (ConnectionResetError, ssl.SSLEOFError):
        pass
    return found


def trusting() -> ssl.SSLContext:
    """Return a client's context that takes any certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def request_of(method: str, path: str, *lines: str, host: str = "blog.example", body: bytes = b"") -> bytes:
    """Return a request as it stands on the wire."""
    length = [f"Content-Length: {len(body)}"] if body else []
    head = "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *length, *lines])
    return f"{head}\r\n\r\n".encode("latin-1") + body


def parsed(received: bytes) -> Answer:
    """Read an answer."""
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    pairs = [line.partition(": ") for line in lines]
    return Answer(int(status.split()[1]), [(name.lower(), value) for name, _, value in pairs], body)

"""Sends probes to a server at an address."""

from __future__ import annotations

import contextlib
import http.client
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from .probe import ACCEPT, MOST_BYTES, Answer, Probe

TIMEOUT = 10.0
"""Seconds to wait for each step of an answer."""
_REFUSED = (OSError, http.client.HTTPException, ValueError)


class BadAddressError(ValueError):
    """An address that names no server."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where the probes go: one host, and its ports for https and for plain http."""

    name: str
    https: int | None
    http: int | None
    """None: not asked, because the address names another port for https."""
    prefix: str = ""
    """The path that the app is mounted at, without a slash at its end."""

    @property
    def host(self) -> str:
        """The ``Host`` header."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        port = self.https if self.https is not None else self.http
        return name if port in (80, 443) else f"{name}:{port}"

    @property
    def origin(self) -> str:
        """The scheme and the host, as messages name them."""
        return f"{'https' if self.https is not None else 'http'}://{self.host}"


def server_at(url: str) -> Server:
    """Read the address of a server.

    :raises BadAddressError: for one that is not http or https, names no host, or holds a password.
    """
    try:
        parts = urlsplit(url if "//" in url else f"//{url}", scheme="https")
        name, port = parts.hostname, parts.port
    except ValueError:
        raise BadAddressError from None
    if not name or parts.scheme not in ("http", "https") or parts.username is not None:
        raise BadAddressError
    prefix = parts.path.rstrip("/")
    if parts.scheme == "http":
        return Server(name=name, https=None, http=port or 80, prefix=prefix)
    return Server(name=name, https=port or 443, http=80 if port in (None, 443) else None, prefix=prefix)


def certificate_fault(server: Server) -> str | None:
    """Return why the server's certificate is not trusted; None where it is, or where there is no https."""
    if server.https is None:
        return None
    connection = http.client.HTTPSConnection(
        server.name, server.https, timeout=TIMEOUT, context=ssl.create_default_context()
    )
    try:
        connection.connect()
    except ssl.SSLCertVerificationError as error:
        return str(error.verify_message)
    except OSError:
        return None  # no certificate was shown; that nothing answers, each probe says
    finally:
        connection.close()
    return None


class Visitor:
    """Sends probes over the network, one connection each. Redirects are not followed.

    :param verify: False after the certificate was found wanting, so that the rest can be looked at all the same.
    """

    def __init__(self, server: Server, *, verify: bool = True) -> None:
        self._server = server
        self._context = ssl.create_default_context()
        if not verify:
            self._context.check_hostname = False
            # hardened: ignore[FHT005] nothing secret is sent, and that the certificate is wanting is a finding
            self._context.verify_mode = ssl.CERT_NONE

    def __call__(self, probe: Probe) -> Answer:
        """Send one probe; no status says that nothing came back. Raises nothing."""
        connection = self._connection(probe)
        if connection is None:
            return Answer()
        begun = time.perf_counter()
        try:
            return self._ask(connection, probe, begun)
        except _REFUSED as error:
            return Answer(failure=type(error).__name__, seconds=time.perf_counter() - begun)
        finally:
            connection.close()

    def _connection(self, probe: Probe) -> http.client.HTTPConnection | None:
        server = self._server
        if probe.scheme == "https" and server.https is not None:
            return http.client.HTTPSConnection(server.name, server.https, timeout=TIMEOUT, context=self._context)
        if probe.scheme == "http" and server.http is not None:
            return http.client.HTTPConnection(server.name, server.http, timeout=TIMEOUT)
        return None

    def _ask(self, connection: http.client.HTTPConnection, probe: Probe, begun: float) -> Answer:
        connection.putrequest(
            probe.method, self._server.prefix + probe.target, skip_host=True, skip_accept_encoding=True
        )
        connection.putheader("Host", self._server.host if probe.host is None else probe.host)
        connection.putheader("User-Agent", "flask-hardened-audit")
        connection.putheader("Accept", ACCEPT)
        connection.putheader("Connection", "close")
        length = probe.length if probe.length is not None else str(len(probe.body)) if probe.body else None
        if length is not None:
            connection.putheader("Content-Length", length)
        for name, value in probe.headers:
            connection.putheader(name, value.encode("latin-1"))
        connection.endheaders()
        if probe.body:
            with contextlib.suppress(OSError):  # refused before it was read: the answer is there
                connection.send(probe.body)
        response = connection.getresponse()
        body = bytearray()
        while len(body) < MOST_BYTES and time.perf_counter() - begun < 2 * TIMEOUT:
            chunk = response.read1(MOST_BYTES - len(body))
            if not chunk:
                break
            body.extend(chunk)
        headers = tuple(response.getheaders())
        return Answer(status=response.status, headers=headers, body=bytes(body), seconds=time.perf_counter() - begun)

"""Sends probes through the WSGI app in this process."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from .probe import ACCEPT, MOST_BYTES, NETWORKS, Answer, Pair, Probe

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PATIENCE = 2.0
"""Seconds for which a body is read; one that never ends is left then."""
_OWN_KEYS = {"Content-Type": "CONTENT_TYPE"}
_PORTS = {"https": "443", "http": "80"}


def environ_of(probe: Probe, host: str, peer: str = f"{NETWORKS[0]}.1") -> dict[str, Any]:
    """Return the environ that a server makes of a probe (PEP 3333).

    :param host: what the ``Host`` header says, unless the probe says something else.
    :param peer: the address that it seems to come from.
    """
    path, _, query = probe.target.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": probe.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "REQUEST_URI": probe.target,
        "RAW_URI": probe.target,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": _PORTS[probe.scheme],
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": peer,
        "REMOTE_PORT": "50000",
        "HTTP_ACCEPT": ACCEPT,
        "HTTP_HOST": host if probe.host is None else probe.host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": probe.scheme,
        "wsgi.input": io.BytesIO(probe.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    length = probe.length if probe.length is not None else str(len(probe.body)) if probe.body else None
    if length is not None:
        environ["CONTENT_LENGTH"] = length
    for name, value in probe.headers:
        environ[_OWN_KEYS.get(name, f"HTTP_{name.upper().replace('-', '_')}")] = value
    return environ


def ask(application: WSGIApplication, probe: Probe, host: str, peer: str = f"{NETWORKS[0]}.1") -> Answer:
    """Send one probe, and read what comes back up to :data:`MOST_BYTES`. Raises nothing."""
    started: list[tuple[int, tuple[Pair, ...]]] = []
    body = bytearray()
    failure: str | None = None

    def start_response(status: str, headers: list[Pair], exc_info: Any = None) -> Callable[[bytes], object]:
        started[:] = [(int(status[:3]), tuple((str(name), str(value)) for name, value in headers))]
        return body.extend

    begun = time.perf_counter()
    try:
        _read(application(environ_of(probe, host, peer), start_response), body)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - that it leaves the app is what the audit wants to know
        failure = type(error).__name__
    status, headers = started[0] if started else (0, ())
    seconds = time.perf_counter() - begun
    return Answer(status=status, headers=headers, body=bytes(body[:MOST_BYTES]), failure=failure, seconds=seconds)


def _read(chunks: Iterable[bytes], body: bytearray) -> None:
    end = time.monotonic() + PATIENCE
    try:
        for chunk in chunks:
            body.extend(chunk[: MOST_BYTES - len(body)])
            if len(body) >= MOST_BYTES or time.monotonic() > end:
                break
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()

"""The stores that can be measured. Whatever one needs is made in a temporary folder and ended afterwards."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = "memory://"
STORES = ("memory", "sqlite", "redis")
_REDIS_STARTS_WITHIN = 10.0


class StoreError(Exception):
    """A store did not start."""


def available(store: str) -> bool:
    """Whether what the store needs is installed."""
    return store != "redis" or shutil.which("redis-server") is not None


@contextmanager
def opened(store: str) -> Iterator[str]:
    """Give the URI of a new, empty store; raises ``StoreError`` if a server does not start."""
    if store == "memory":
        yield MEMORY
        return
    with tempfile.TemporaryDirectory() as folder:
        if store == "sqlite":
            yield f"sqlite:///{Path(folder, 'store.sqlite3')}"
            return
        with redis_server(folder) as uri:
            yield uri


@contextmanager
def redis_server(folder: str) -> Iterator[str]:
    """Run a Redis server that keeps nothing on disk, on a free port of the loopback interface."""
    port = free_port()
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--dir", folder]
    command += ["--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(server, port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Return when the port answers; raises ``StoreError`` when the server has ended, or does not answer in time."""
    deadline = time.monotonic() + _REDIS_STARTS_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise StoreError("redis-server did not start.")

"""Real servers on loopback, each in a folder of its own; only what was started here is ended."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server program that listens on a port of 127.0.0.1."""

    def __init__(self, command: list[str], port: int, folder: Path) -> None:
        self.command = command
        self.port = port
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens."""
        self.process = subprocess.Popen(
            self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError(f"{self.command[0]} does not listen")

    def freeze(self) -> None:
        """Stop it where it is: the port is open, nothing answers."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it without warning."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


class Relay:
    """Stands before a server and passes on what is said, its answers after a delay."""

    def __init__(self, port: int) -> None:
        self.delay = 0.0
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._links: list[socket.socket] = []
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Cut every connection."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for link in self._links:
            link.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._pass_on, args=self._listener.accept()[:1], daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with suppress(OSError), client, socket.create_connection(("127.0.0.1", self._target)) as server:
            self._links += [client, server]
            while question := client.recv(65536):
                server.sendall(question)
                answer = server.recv(65536)
                time.sleep(self.delay)
                client.sendall(answer)


class RedisServer(Server):
    """A Redis without persistence.

    :param more: further arguments.
    """

    def __init__(self, program: str, folder: Path, *more: str) -> None:
        port = free_port()
        while port > 55_535:  # a cluster's nodes talk to one another 10,000 ports above
            port = free_port()
        arguments = [
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(folder),
            *more,
        ]
        super().__init__([program, *arguments], port, folder)
        self.uri = f"redis://127.0.0.1:{port}/0"

    def say(self, *words: str) -> str:
        """Send a command over a connection of its own and return the first answer.

        Without the driver, so that what breaks the driver cannot break the test.
        """
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as link:
            return self.say_on(link, *words)

    @staticmethod
    def say_on(link: socket.socket, *words: str) -> str:
        """Send a command over a connection that is kept."""
        link.sendall(
            f"*{len(words)}\r\n{''.join(f'${len(word)}{chr(13)}{chr(10)}{word}{chr(13)}{chr(10)}' for word in words)}".encode()
        )
        return link.recv(65536).decode()

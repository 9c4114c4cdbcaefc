"""A client that hangs up, and a disk that is full: nothing is stored, nothing is left, and the app goes on."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from flask import Flask

from flask_hardened import Hardened
from flask_hardened.protections.uploads.decorators import upload
from flask_hardened.protections.uploads.options import UploadsOptions
from flask_hardened.protections.uploads.serving import send_upload
from flask_hardened.protections.uploads.stores.local import LocalStore
from tests.conftest import SECRET_KEY
from tests.protections.uploads.conftest import form
from tests.requirements import require
from tests.storage.servers import free_port

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
SMALL, LARGE = 300_000, 700_000
"""What stays in memory until it is stored, and what Werkzeug keeps in a temporary file meanwhile."""
LIMITED = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); os.execv(sys.argv[1], sys.argv[1:])"


def create_app(folder: str) -> Flask:
    """What gunicorn serves: an app that keeps text files in a folder, and notes beside it what it has begun and ended."""
    app = Flask("interrupted", instance_path=folder)
    app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_STORAGE_URI="memory://", HARDENED_HOSTS_ALLOWED="127.0.0.1")
    options = UploadsOptions(store=LocalStore(folder))
    Hardened(app, transport=False, rate_limit=False, csrf=False, uploads=options)
    notes = Path(os.environ["NOTES"])

    def note(word: str) -> None:
        with notes.open("a") as stream:
            stream.write(f"{word}\n")

    @app.post("/")
    @upload(types=["text/plain"])
    def take(file):
        note("view")
        return file.save().key

    @app.get("/<key>")
    def show(key):
        return send_upload(key)

    @app.get("/")
    def index():
        return "here"

    inner = app.wsgi_app

    def noting(environ, start_response):
        try:
            return inner(environ, start_response)
        finally:
            if environ["REQUEST_METHOD"] == "POST":
                note("ended")

    app.wsgi_app = noting
    return app


class Served:
    """An app behind gunicorn."""

    def __init__(self, folder: Path, notes: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self.notes = notes

    def ask(self, method: str = "GET", path: str = "/", **sent) -> tuple[int, bytes]:
        """Return status and body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, **sent)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def upload(self, size: int) -> tuple[int, bytes]:
        """Send a text file."""
        sent = form("a.txt", b"x" * size)
        return self.ask("POST", body=sent["data"], headers={"Content-Type": sent["content_type"]})

    def files(self) -> list[str]:
        """The names of all files in the store, whatever they are."""
        return sorted(path.name for path in self.folder.rglob("*") if path.is_file() and path.name != "filler")

    def count(self, word: str) -> int:
        """How often the app has noted something."""
        return self.notes.read_text().split().count(word) if self.notes.exists() else 0


@contextmanager
def serving(
    folder: Path, tmp_path: Path, environment: Mapping[str, str] | None = None, most: int | None = None
) -> Iterator[Served]:
    """Serve the app until the end of the block.

    :param most: bytes that a file of this process may have.
    """
    served = Served(folder, tmp_path / "notes")
    target = f"tests.protections.uploads.test_interrupted:create_app({str(folder)!r})"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{served.port}",
        "--worker-tmp-dir",
        str(tmp_path),
    ]
    command += ["--worker-class", "gthread", "--threads", "4", target]
    if most is not None:
        command = [sys.executable, "-c", LIMITED.format(most=most), *command]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "NOTES": str(served.notes), **(environment or {})}
    log = tmp_path / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=ROOT, stdout=stream, stderr=stream, env=variables)
    try:
        wait_for(lambda: answers(served), log)
        yield served
    finally:
        process.terminate()
        process.wait(30)


def answers(served: Served) -> bool:
    """Whether the app answers."""
    try:
        return (200, b"here") == served.ask()
    except OSError:
        return False


def wait_for(condition: Callable[[], bool], log: Path | None = None) -> None:
    """Wait until something is so."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail(f"it never came true; the log says {log.read_text() if log else 'nothing'}")


def chunked(body: bytes) -> bytes:
    """A body in chunks, without the last one."""
    parts = [body[at : at + 65536] for at in range(0, len(body), 65536)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)


BODY = form("a.txt", b"x" * LARGE)["data"]
HANGING_UP = {
    "before the form": b"",
    "in the head of a part": BODY[:30],
    "in a file kept in memory": BODY[:SMALL],
    "in a file kept on disk": BODY[:-100_000],
    "before the last delimiter": BODY.removesuffix(b"--limit--\r\n"),
    "in the last delimiter": BODY[:-3],
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app, with a folder for temporary files of its own."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "temporary").mkdir()
    with serving(folder / "uploads", folder, {"TMPDIR": str(folder / "temporary")}) as served:
        yield served


@pytest.mark.parametrize("how", ["close", "reset"])
@pytest.mark.parametrize("framing", ["length", "chunks"])
@pytest.mark.parametrize("place", HANGING_UP)
def test_a_client_that_hangs_up_leaves_nothing(served: Served, place: str, framing: str, how: str) -> None:
    """Wherever it stops: the view is not called, no file is stored, no temporary one stays, and the next one is served."""
    before, views, ended = served.files(), served.count("view"), served.count("ended")
    fields = b"Content-Length: %d" % len(BODY) if framing == "length" else b"Transfer-Encoding: chunked"
    head = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=limit\r\n" + fields
    sent = HANGING_UP[place] if framing == "length" else chunked(HANGING_UP[place])
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as client:
        client.sendall(head + b"\r\n\r\n" + sent)
        if how == "reset":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            client.shutdown(socket.SHUT_WR)
            with suppress(OSError):
                answer = client.recv(100)
                assert answer[9:10] in (b"", b"4"), answer
    if how == "close":  # after a reset gunicorn may not even have begun
        wait_for(lambda: served.count("ended") == ended + 1)
    status, key = served.upload(LARGE)
    assert 200 == status
    wait_for(lambda: served.count("view") == views + 1)
    assert sorted([*before, key.decode(), f"{key.decode()}.json"]) == served.files()
    temporary = served.notes.with_name("temporary")
    wait_for(lambda: not list(temporary.iterdir()))
    log = served.notes.with_name("log").read_text()
    assert "Traceback" not in log, log


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    disk = tmp_path / "disk"
    disk.mkdir(mode=0o700)
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", str(disk)]
    mounted = shutil.which("mount") and subprocess.run(mount, capture_output=True).returncode == 0
    require("mounted" if mounted else None, "mounting a small tmpfs needs the rights of root.")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@contextmanager
def full(disk: Path, room: int) -> Iterator[None]:
    """Fill a disk, but for some bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"x" * 4096)
    os.truncate(filler, filler.stat().st_size - room)
    yield
    filler.unlink()


@pytest.mark.parametrize("room", [0, 8192, 100 * 1024], ids=["no room", "room for its description", "room for a part"])
def test_a_full_disk(small_disk: Path, tmp_path: Path, room: int) -> None:
    """503, nothing of the file is left, what was stored before is still served, and later there is room again."""
    with serving(small_disk / "uploads", tmp_path) as served:
        status, key = served.upload(SMALL)
        assert 200 == status
        before = served.files()
        with full(small_disk, room):
            for size in (SMALL, LARGE):
                status, answer = served.upload(size)
                assert (503, before) == (status, served.files())
                assert b"space" not in answer
            assert (200, b"x" * SMALL) == served.ask(path=f"/{key.decode()}")
            assert answers(served)
        assert 200 == served.upload(LARGE)[0]
        assert len(before) + 2 == len(served.files())


def test_a_full_disk_for_temporary_files(small_disk: Path, tmp_path: Path) -> None:
    """503 for what does not stay in memory; the rest is stored."""
    with serving(tmp_path / "uploads", tmp_path, {"TMPDIR": str(small_disk)}) as served:
        assert 200 == served.upload(LARGE)[0]
        before = served.files()
        with full(small_disk, 0):
            assert (503, before) == (served.upload(LARGE)[0], served.files())
            assert 200 == served.upload(SMALL)[0]
            assert ["filler"] == [path.name for path in small_disk.iterdir()]
        assert 200 == served.upload(LARGE)[0]


@pytest.mark.parametrize(("most", "size"), [(200_000, SMALL), (600_000, LARGE)], ids=["store", "temporary file"])
def test_a_file_that_may_not_grow(tmp_path: Path, most: int, size: int) -> None:
    """As on a full disk, without the rights of root: the process may write no larger file."""
    with serving(tmp_path / "uploads", tmp_path, most=most) as served:
        assert (503, []) == (served.upload(size)[0], served.files())
        assert 200 == served.upload(1000)[0]
        assert 2 == len(served.files())

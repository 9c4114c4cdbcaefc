"""How much is taken: bytes, files, pixels, entries of archives."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import tracemalloc
import zipfile
import zlib

import pytest
from flask import Flask
from PIL import Image

from flask_hardened import BodySizeOptions, ConfigurationError, Hardened
from flask_hardened.protections.uploads.decorators import upload
from flask_hardened.protections.uploads.limits import ArchiveLimits, ImageLimits
from flask_hardened.protections.uploads.options import UploadsOptions
from tests.protections.uploads.conftest import form, image, tarred, zipped


def problem(response):
    """Return the word for what is wrong."""
    return response.json["errors"][0]["type"]


def test_a_file_that_is_too_large_is_413(send):
    """One byte more than allowed; exactly as much is taken."""
    assert 200 == send("a.txt", b"x" * 1000, max_size=1000).status_code
    response = send("a.txt", b"x" * 1001, max_size=1000)
    assert (413, "too_large") == (response.status_code, problem(response))


def test_the_default_size_is_an_option(send):
    """Where @upload does not say."""
    options = UploadsOptions(max_size=1000, folder="files")
    assert 413 == send("a.txt", b"x" * 1001, options=options).status_code


def test_a_body_that_is_too_large_is_refused_before_it_is_read(make):
    """By its declared length, and, without one, when it has sent more than a form may have."""
    app = make(max_size=1000)

    class Unread(io.RawIOBase):
        taken = 0
        start = form("a.txt", b"")["data"].partition(b"\r\n--limit--")[0]

        def readinto(self, buffer):
            Unread.taken += len(buffer)
            start, self.start = self.start[: len(buffer)], self.start[len(buffer) :]
            buffer[:] = start.ljust(len(buffer), b"x")
            return len(buffer)

        def readable(self):
            return True

    headers = {"Content-Type": "multipart/form-data; boundary=limit"}
    environ = {"wsgi.input": Unread()}
    declared = {**environ, "CONTENT_LENGTH": "10000000"}
    assert 413 == app.test_client().post("/", headers=headers, environ_overrides=declared).status_code
    assert 0 == Unread.taken
    chunked = {**environ, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    assert 413 == app.test_client().post("/", headers=headers, environ_overrides=chunked).status_code
    assert Unread.taken < 1_000_000


def test_a_route_may_take_more_than_the_app(make):
    """@upload says how large the form may be, above and below the limits of the app."""
    app = make(max_size=20_000_000)
    assert 200 == app.test_client().post("/", **form("a.txt", b"x" * 18_000_000)).status_code


def test_body_size_still_wins():
    """What @body_size says about the same view stays."""
    from flask_hardened import body_size

    app = Flask("wins")
    app.testing = True
    Hardened(app, csrf=False, rate_limit=False, body_size=BodySizeOptions(max_multipart=100))

    @app.post("/")
    @body_size(max_multipart=3000)
    @upload(types=["text/plain"], max_size=10_000)
    def take(file):
        return str(file.size)

    client = app.test_client()
    assert b"2000" == client.post("/", **form("a.txt", b"x" * 2000)).data
    assert 413 == client.post("/", **form("a.txt", b"x" * 4000)).status_code


def test_how_many_files(make):
    """One by default; a list where there may be more."""
    client = make().test_client()
    two = {"file": [(io.BytesIO(b"x"), "a.txt"), (io.BytesIO(b"y"), "b.txt")]}
    response = client.post("/", data=two)
    assert (422, "too_many") == (response.status_code, problem(response))
    two = {"file": [(io.BytesIO(b"x"), "a.txt"), (io.BytesIO(b"y"), "b.txt")]}
    response = make(max_files=2).test_client().post("/", data=two)
    assert ["a.txt", "b.txt"] == [each["name"] for each in response.json]


def test_a_missing_file(make):
    """422, unless none is required; a form in which none was chosen has none."""
    empty = {"file": (io.BytesIO(b""), "")}
    response = make().test_client().post("/", data=empty)
    assert (422, "missing") == (response.status_code, problem(response))
    assert 422 == make().test_client().post("/", json={}).status_code
    empty = {"file": (io.BytesIO(b""), "")}
    assert [] == make(required=False).test_client().post("/", data=empty).json
    assert [] == make(required=False, max_files=3).test_client().post("/", data={}).json


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that says it is this large, and has no pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (1, 20_000), (2**31 - 1, 1), (0, 10)])
def test_pixel_bombs_are_refused(send, size):
    """Nothing is decoded that says it is too large."""
    response = send("a.png", png_of(*size))
    assert (422, "image") == (response.status_code, problem(response))


def test_limits_of_images(send):
    """Pixels, sides and pictures, one more than allowed."""
    limits = ImageLimits(max_pixels=200, max_side=20)
    assert 200 == send("a.png", image(size=(20, 10)), image=limits).status_code
    for size in ((21, 9), (15, 14)):
        assert 422 == send("a.png", image(size=size), image=limits).status_code
    frames = [Image.new("RGB", (5, 5), (shade, 0, 0)) for shade in range(0, 90, 30)]
    animation = io.BytesIO()
    frames[0].save(animation, "GIF", save_all=True, append_images=frames[1:])
    assert 200 == send("a.gif", animation.getvalue(), image=ImageLimits(max_frames=3)).status_code
    assert 422 == send("a.gif", animation.getvalue(), image=ImageLimits(max_frames=2)).status_code


def test_a_cut_image_is_refused(send):
    """What cannot be decoded to its end."""
    content = image(size=(200, 200))
    assert 422 == send("a.png", content[: len(content) // 2]).status_code
    assert 422 == send("a.jpg", image("JPEG", size=(200, 200))[:1500]).status_code


@pytest.mark.parametrize("values", [{"max_pixels": 0}, {"max_side": 0}, {"max_frames": -1}])
def test_limits_that_let_nothing_through(values):
    """They stop the app."""
    with pytest.raises(ConfigurationError):
        ImageLimits(**values)
    with pytest.raises(ConfigurationError):
        ArchiveLimits(max_entries=0)


def link() -> bytes:
    """Return a zip archive with a symbolic link."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return written.getvalue()


def many(count: int) -> bytes:
    """Return a zip archive with many entries."""
    return zipped({str(number): "" for number in range(count)})


def encrypted() -> bytes:
    """Return a zip archive that says it is encrypted."""
    content = bytearray(zipped({"a": "x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


def lying() -> bytes:
    """Return a zip archive whose entry is larger than it says."""
    content = bytearray(zipped({"a": b"\0" * 5_000_000}))
    small = struct.pack("<I", 10)
    local, central = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    content[local + 22 : local + 26] = small
    content[central + 24 : central + 28] = small
    return bytes(content)


def twice() -> bytes:
    """Return a zip archive with two entries of one name."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", "y")
    return written.getvalue()


def tar_with(kind: bytes, name: str = "a") -> bytes:
    """Return a tar archive with something that is no file."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, "/etc/passwd"
        archive.addfile(entry)
    return written.getvalue()


ARCHIVES = {
    "a path upwards": ("a.zip", lambda: zipped({"../../a": "x"})),
    "an absolute path": ("a.zip", lambda: zipped({"/etc/passwd": "x"})),
    "a drive": ("a.zip", lambda: zipped({"C:/a": "x"})),
    "a backslash": ("a.zip", lambda: zipped({"..\\a": "x"})),
    "a hidden name": ("a.zip", lambda: zipped({"gpj\u202e.exe": "x"})),
    "a link": ("a.zip", link),
    "too many entries": ("a.zip", lambda: many(1001)),
    "encrypted": ("a.zip", encrypted),
    "a bomb by its ratio": ("a.zip", lambda: zipped({"a": b"\0" * 5_000_000})),
    "a bomb that lies": ("a.zip", lying),
    "two of one name": ("a.zip", twice),
    "a document that is a bomb": ("a.docx", lambda: zipped({"[Content_Types].xml": "x", "word/a": b"\0" * 5_000_000})),
    "a tar path upwards": ("a.tar", lambda: tarred({"../a": b"x"})),
    "a tar link": ("a.tar", lambda: tar_with(tarfile.SYMTYPE)),
    "a tar hard link": ("a.tar", lambda: tar_with(tarfile.LNKTYPE)),
    "a tar device": ("a.tar", lambda: tar_with(tarfile.CHRTYPE)),
    "a tar bomb": ("a.tgz", lambda: gzip.compress(tarred({"a": b"\0" * 20_000_000}))),
    "a gzip of something else": ("a.tgz", lambda: gzip.compress(b"x" * 1000)),
    "a cut zip": ("a.zip", lambda: zipped({"a": "x" * 100})[:-10]),
    "a cut tar": ("a.tgz", lambda: gzip.compress(tarred({"a": b"x" * 5000}))[:-30]),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_archives_that_do_harm_are_refused(send, case):
    """When they are unpacked, or while they are looked through."""
    name, content = ARCHIVES[case]
    response = send(name, content())
    assert response.status_code in (415, 422)
    assert problem(response) in ("archive", "polyglot", "type_mismatch")


def test_archives_within_the_limits_are_taken(send):
    """Near misses: a thousand entries, zeros under a MiB, a name with two dots, folders."""
    for entries in ({str(number): "" for number in range(1000)}, {"a": b"\0" * 900_000}, {"a..b/c": "x", "d/": ""}):
        assert 200 == send("a.zip", zipped(entries)).status_code
    assert 200 == send("a.tar", tar_with(tarfile.DIRTYPE, "folder")).status_code


def test_many_small_entries_take_little_memory(send):
    """The number of entries is known before an object is made for each."""
    content = many(60_000)
    tracemalloc.start()
    try:
        assert 422 == send("a.zip", content, max_size=20_000_000).status_code
        assert tracemalloc.get_traced_memory()[1] < 5 * len(content)
    finally:
        tracemalloc.stop()

"""An app that takes files, and files of every kind."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from flask_hardened import Hardened
from flask_hardened.protections.uploads.decorators import upload
from flask_hardened.protections.uploads.options import UploadsOptions
from flask_hardened.protections.uploads.stores.local import LocalStore

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


def image(name: str = "PNG", size: tuple[int, int] = (20, 10), **options: Any) -> bytes:
    """Return an image in the format `name`."""
    written = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(written, name, **options)
    return written.getvalue()


def form(name: str, content: bytes, declared: str | None = None, field: str = "file") -> dict[str, Any]:
    """Return what a test client sends as a form with one file; its own way leaves temporary files open."""
    kind = f"Content-Type: {declared}\r\n" if declared else ""
    head = f'--limit\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n{kind}\r\n'.encode()
    body = head + content + b"\r\n--limit--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=limit"}


def zipped(entries: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()


def tarred(entries: Mapping[str, bytes]) -> bytes:
    """Return a tar archive."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for name, content in entries.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return written.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
GOOD: dict[str, tuple[str, bytes]] = {
    "image/png": ("a.png", image()),
    "image/jpeg": ("a.jpg", image("JPEG")),
    "image/gif": ("a.gif", image("GIF")),
    "image/webp": ("a.webp", image("WEBP")),
    "text/plain": ("a.txt", "Grüße\r\n\tx < y".encode()),
    "text/csv": ("a.csv", b"a,b\n1,2\n"),
    "application/json": ("a.json", b'{"a": 1}'),
    "application/pdf": ("a.pdf", PDF),
    "application/zip": ("a.zip", zipped({"a/b.txt": "x"})),
    "application/gzip": ("a.tgz", gzip.compress(tarred({"a.txt": b"x"}))),
    "application/x-tar": ("a.tar", tarred({"a.txt": b"x"})),
    f"{OOXML}wordprocessingml.document": ("a.docx", zipped({"[Content_Types].xml": "x", "word/document.xml": "x"})),
    f"{OOXML}spreadsheetml.sheet": ("a.xlsx", zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"})),
    f"{OOXML}presentationml.presentation": (
        "a.pptx",
        zipped({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}),
    ),
    f"{ODF}text": ("a.odt", zipped({"mimetype": f"{ODF}text", "content.xml": "x"}, zipfile.ZIP_STORED)),
    f"{ODF}spreadsheet": ("a.ods", zipped({"mimetype": f"{ODF}spreadsheet"}, zipfile.ZIP_STORED)),
    f"{ODF}presentation": ("a.odp", zipped({"mimetype": f"{ODF}presentation"}, zipfile.ZIP_STORED)),
    "audio/mpeg": ("a.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 20),
    "audio/ogg": ("a.ogg", b"OggS\x00\x02" + b"\x00" * 22 + b"\x01vorbis" + b"\x00" * 40),
    "audio/wav": ("a.wav", b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00" + b"\x00" * 24),
    "audio/flac": ("a.flac", b"fLaC\x00\x00\x00\x22" + b"\x00" * 40),
    "video/mp4": ("a.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 40),
    "video/webm": ("a.webm", b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"),
}
"""Media type → a name and a content that fit it."""


@pytest.fixture
def make(tmp_path) -> Callable[..., Flask]:
    """Return a function that makes an app with one view, which stores what it takes."""

    def make_app(options: UploadsOptions | None = None, **asked: Any) -> Flask:
        app = Flask("uploads", instance_path=str(tmp_path / "instance"))
        app.testing = True
        app.secret_key = "for tests of uploads, long enough by far"
        Hardened(
            app,
            csrf=False,
            rate_limit=False,
            uploads=options or UploadsOptions(store=LocalStore(tmp_path / "uploads")),
        )

        @app.post("/")
        @upload(**{"types": list(GOOD), **asked})
        def take(file):
            files = file if isinstance(file, list) else [] if file is None else [file]
            return [{"key": each.save().key, "name": each.name, "type": each.type, "size": each.size} for each in files]

        return app

    return make_app


@pytest.fixture
def send(make) -> Callable[..., Any]:
    """Return a function that sends one file, and returns the answer."""

    def send_file(name: str, content: bytes, declared: str | None = None, **asked: Any) -> Any:
        return make(**asked).test_client().post("/", **form(name, content, declared))

    return send_file

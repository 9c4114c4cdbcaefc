"""All hostile files of these tests in one table: none of them is stored."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.protections.uploads.conftest import GOOD, form, image, tarred, zipped
from tests.protections.uploads.test_agreement import POLYGLOTS
from tests.protections.uploads.test_limits import ARCHIVES, png_of
from tests.protections.uploads.test_odd_archives import long_header, sparse

Sent = tuple[str, bytes, str | None]
SCRIPT = b"<script>alert(1)</script>"
EXECUTABLES = {
    "a program of Windows": b"MZ\x90\x00" + bytes(100),
    "a program of Linux": b"\x7fELF" + bytes(100),
    "a shell script": b"#!/bin/sh\nrm -rf /\n\0",
    "a page": b"<html>" + SCRIPT,
}


def hostile() -> Iterator[tuple[str, Sent]]:
    """What it is, and the name, the content and the declared type it is sent with."""
    for what, (name, content) in POLYGLOTS.items():
        yield what, (name, content, None)
    for what, (name, make) in ARCHIVES.items():
        yield f"an archive: {what}", (name, make(), None)
    for what, content in EXECUTABLES.items():
        for kind in ("image/png", "image/jpeg", "application/pdf", "application/zip", "video/mp4", "audio/mpeg"):
            yield f"{what} as {kind}", (GOOD[kind][0], content, kind)
    for name in (
        "a.html",
        "a.svg",
        "a.png.html",
        "a",
        ".png",
        "a.",
        "a.php",
        "a.PNG.exe",
        "a.jsp",
        "a.phtml",
        "a.shtml",
    ):
        yield f"an image called {name}", (name, image(), "image/png")
    for name in ("gpj\u202e.png", "a\u2066.png", "\x7f.png", " a.png", "a.png ", "x" * 252 + ".png", "a\0.png"):
        yield f"an image called {name!a}", (name, image(), "image/png")
    for kind in ("text/html", "image/svg+xml", "application/x-php", "text/javascript"):
        yield f"an image declared as {kind}", ("a.png", image(), kind)
    for size in ((50_000, 50_000), (1, 20_000), (2**31 - 1, 1), (0, 10)):
        yield f"an image of {size}", ("a.png", png_of(*size), None)
    for style in ("gnu", "pax"):
        yield f"a file with holes, {style}", ("a.tar", sparse(style), None)
    yield "a long header", ("a.tar", long_header(), None)
    yield (
        "zeros behind a tar",
        ("a.tgz", gzip.compress(tarred({"a": b"x"})) + gzip.compress(bytes(120 * 1024 * 1024), 9), None),
    )
    yield "a cut image", ("a.png", image(size=(200, 200))[:9000], None)
    yield "a cut photo", ("a.jpg", image("JPEG", size=(200, 200))[:1500], None)
    yield "an image of another kind", ("a.png", image("GIF"), "image/png")
    yield "code behind a photo", ("a.jpg", image("JPEG") + b"<?=`$_GET[1]`?>", None)
    yield "a picture with scripts", ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', None)
    yield "a page in UTF-16", ("a.txt", "<script>alert(1)</script>".encode("utf-16"), None)
    yield "a page in UTF-7", ("a.html", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "text/plain")
    yield "text with NUL", ("a.txt", b"a\0b", None)
    yield (
        "macros",
        ("a.docx", zipped({"[Content_Types].xml": "x", "word/document.xml": "x", "word/vbaProject.bin": "x"}), None),
    )
    yield "a program in Java", ("a.jar", zipped({"META-INF/MANIFEST.MF": "x", "a.class": "x"}), "application/zip")
    yield "a document of another kind", ("a.docx", zipped({"mimetype": "x"}, zipfile.ZIP_STORED), None)
    yield "too much", ("a.txt", b"x" * (5 * 1024 * 1024 + 1), None)


TABLE = dict(hostile())


def stored(folder: Path) -> list[str]:
    """Whatever lies in the store."""
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_there_are_enough() -> None:
    """Sixty at least that differ in more than their name."""
    assert len({(content, name.rpartition(".")[2], kind) for name, content, kind in TABLE.values()}) >= 60
    assert len({content for _, content, _ in TABLE.values()}) >= 50


@pytest.fixture
def app(make: Callable[..., Flask]) -> Flask:
    """An app that takes every kind of file."""
    return make()


@pytest.mark.parametrize("what", TABLE)
def test_none_is_stored(app: Flask, tmp_path: Path, what: str) -> None:
    """It is refused, and its folder stays empty; a good file after it is stored."""
    client = app.test_client()
    response = client.post("/", **form(*TABLE[what]))
    assert response.status_code in (413, 415, 422), response.text
    assert [] == stored(tmp_path / "uploads")
    assert 200 == client.post("/", **form("a.txt", b"good")).status_code
    assert 2 == len(stored(tmp_path / "uploads"))

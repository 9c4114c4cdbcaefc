"""Name, declared type and content have to agree, and a file has to be one thing."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flask_hardened import ConfigurationError
from flask_hardened.protections.uploads.decorators import upload
from flask_hardened.protections.uploads.file_names import checked_name
from flask_hardened.protections.uploads.kinds import KINDS
from flask_hardened.protections.uploads.refusing import UnfitUploadError
from tests.protections.uploads.conftest import GOOD, PDF, image, zipped


def refused(response):
    """Return status and kind of a refusal."""
    return response.status_code, response.json["errors"][0]["type"]


def test_there_is_a_file_of_each_kind():
    """The table above covers what can be taken."""
    assert set(KINDS) == set(GOOD)


@pytest.mark.parametrize("declared", ["its own", "application/octet-stream", "none"])
@pytest.mark.parametrize("kind", GOOD)
def test_a_file_that_agrees_is_taken(send, kind, declared):
    """With its own type, and with none that says anything."""
    name, content = GOOD[kind]
    told = {"its own": kind, "none": "", "application/octet-stream": "application/octet-stream"}[declared]
    response = send(name, content, told)
    assert (200, [kind]) == (response.status_code, [each["type"] for each in response.json])


@pytest.mark.parametrize("kind", GOOD)
def test_content_of_another_kind_is_refused(send, kind):
    """A name and a type do not make a file what it is not."""
    name, _ = GOOD[kind]
    for content in (
        b"MZ\x90\x00" + b"\x00" * 100,
        b"\x7fELF" + b"\x00" * 100,
        b"<html><script>alert(1)</script>",
        b"\x00",
    ):
        status, problem = refused(send(name, content, kind))
        assert (status, problem) in {(415, "type_mismatch"), (422, "polyglot")}
    foreign = GOOD["image/png" if kind != "image/png" else "image/gif"][1]
    assert 415 == send(name, foreign, kind).status_code


@pytest.mark.parametrize("kind", GOOD)
def test_another_declared_type_is_refused(send, kind):
    """Even where name and content agree."""
    assert (415, "type_mismatch") == refused(send(*GOOD[kind], "text/html"))


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.png.html", "a", ".png", "a.", "a.php", "a.PNG.exe"])
def test_other_extensions_are_refused(send, name):
    """Only the last one counts, and there has to be one."""
    assert 415 == send(name, image(), "image/png").status_code


def test_extensions_are_compared_without_case(send):
    """Cameras write capital letters."""
    assert 200 == send("A.PNG", image(), "image/png").status_code


def test_only_the_named_types_are_taken(send):
    """A PDF is none where images are asked for."""
    assert (415, "type_not_allowed") == refused(send("a.pdf", PDF, types=["image/*"]))
    assert 200 == send("a.png", image(), types=["image/*"]).status_code


POLYGLOTS = {
    "a page in a PNG": ("a.png", image() + b"<script>alert(1)</script>"),
    "a page in a GIF comment": ("a.gif", image("GIF", comment=b"<html><body onload=alert(1)>")),
    "PHP in a JPEG comment": ("a.jpg", image("JPEG", comment=b"<?php system($_GET[0]);")),
    "a zip behind a PNG": ("a.png", image() + zipped({"a.class": b"x"})),
    "a zip behind a PDF": ("a.pdf", PDF + zipped({"a.class": b"x"})),
    "a page behind a PDF": ("a.pdf", PDF + b"<html><script>alert(1)</script>"),
    "PHP far behind a PDF": ("a.pdf", PDF + b" " * 1_100_000 + b"<?php system($_GET[0]);" + b" " * 100_000),
    "a PDF in a GIF": ("a.gif", image("GIF", comment=b"%PDF-1.7")),
    "something before a zip": ("a.zip", b"#!/bin/sh\n" + zipped({"a": b"x"})),
    "a page as text": ("a.txt", b" \n<!DOCTYPE html><p>"),
    "a script as CSV": ("a.csv", b"<script>alert(1)</script>"),
    "a picture with scripts as text": ("a.txt", b"\xef\xbb\xbf<svg onload=alert(1)>"),
}


@pytest.mark.parametrize("case", POLYGLOTS)
def test_polyglots_are_refused(send, case):
    """What is two things is refused, although it begins well."""
    response = send(*POLYGLOTS[case])
    assert response.status_code in (415, 422)


def test_a_document_may_speak_of_pages(send):
    """Within it, also before it was changed; only what follows its end is none of it."""
    revised = PDF.replace(b"endobj", b"(<html><script>)endobj", 1) * 2
    assert 200 == send("a.pdf", revised + b"\r\n").status_code


def test_a_document_with_macros_is_refused(send):
    """Also where the name does not tell."""
    macros = zipped({"[Content_Types].xml": "x", "word/document.xml": "x", "word/vbaProject.bin": "x"})
    assert (422, "archive") == refused(send("a.docx", macros))
    renamed = {
        "[Content_Types].xml": 'ContentType="application/vnd.ms-office.vbaProject"',
        "word/x": "x",
        "word/b": "x",
    }
    assert (422, "archive") == refused(send("a.docx", zipped(renamed)))
    assert (415, "type_mismatch") == refused(send("a.docx", zipped({"[Content_Types].xml": "x", "xl/x": "x"})))


@pytest.mark.parametrize(
    "name",
    ["../a.png", "a/b.png", "..\\a.png", "a\0.png", "a\n.png", "gpj\u202e.png", "a\u2066.png", "\x7f.png", " a.png",
     "a.png ", "x" * 252 + ".png", "\ud800.png", "...", ""],
)  # fmt: skip
def test_hostile_names_are_refused(name):
    """Paths, controls, text direction, NUL, length."""
    with pytest.raises(UnfitUploadError) as raised:
        checked_name(name)
    assert "name" == raised.value.kind


@pytest.mark.parametrize(
    "name", ["a.png", "Übung 1 (neu).png", "日本.png", "a..png", ".hidden.png", "x" * 251 + ".png"]
)
def test_ordinary_names_stay(name):
    """What people call their files."""
    assert name == checked_name(name)


def test_names_are_normalised():
    """One name has one form, which is what macOS does not send."""
    assert "\u00fc.png" == checked_name("u\u0308.png")


@given(st.text(max_size=300))
def test_no_name_that_is_taken_is_a_path(name):
    """Whatever is sent."""
    try:
        taken = checked_name(name)
    except UnfitUploadError:
        return
    assert not set(taken) & set("/\\\0\r\n")
    assert taken not in (".", "..")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kind=st.sampled_from(sorted(GOOD)), data=st.data())
def test_broken_files_never_fail(make, kind, data):
    """A changed, cut or prolonged file is taken or refused, and nothing else happens."""
    name, good = GOOD[kind]
    content = bytearray(good)
    for _ in range(data.draw(st.integers(0, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(1, len(content)))]) + data.draw(st.binary(max_size=20))
    app = make()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    response = app.test_client().post("/", data={"file": (io.BytesIO(cut), name, kind)})
    assert response.status_code in (200, 413, 415, 422)


@pytest.mark.parametrize("name", ["image/svg+xml", "text/html", "application/x-msdownload", "image/pgn", "image"])
def test_types_that_cannot_be_checked_stop_the_app(name):
    """The error says why, or what was probably meant."""
    with pytest.raises(ConfigurationError, match="@upload types"):
        upload(types=[name])


@pytest.mark.parametrize(
    "values", [{"types": []}, {"types": ["image/png"], "max_size": 0}, {"types": ["image/png"], "max_files": 0}]
)
def test_what_takes_nothing_stops_the_app(values):
    """No types, no size, no files."""
    with pytest.raises(ConfigurationError):
        upload(**values)


def test_a_field_has_to_be_a_name():
    """It becomes an argument of the view."""
    with pytest.raises(ConfigurationError, match="Rename the field"):
        upload("my-file", types=["image/png"])

"""Archives that say less than they hold, and those on which a decoder fails in its own way."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import zipfile

import pytest

from tests.protections.uploads.conftest import form, image, tarred, zipped


def kind(response):
    """Return status and word."""
    return response.status_code, response.json["errors"][0]["type"]


def sparse(style):
    """Return a tar archive that stands for a terabyte."""
    written = io.BytesIO()
    if style == "pax":
        headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(2**40)}
        with tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as archive:
            entry = tarfile.TarInfo("a")
            entry.pax_headers, entry.size = headers, 512
            archive.addfile(entry, io.BytesIO(b"1\n0\n1\n".ljust(512, b"\0")))
        return written.getvalue()
    header = bytearray(tarfile.TarInfo("a").tobuf(tarfile.GNU_FORMAT))
    header[156:157] = tarfile.GNUTYPE_SPARSE
    header[386:398] = header[398:410] = b"00000000000\0"
    header[483:495] = b"\x80\0\0\0\0\0\x01\0\0\0\0\0"
    header[148:156] = b"        "
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + bytes(1024)


@pytest.mark.parametrize("style", ["gnu", "pax"])
def test_a_file_with_holes_is_refused(send, style):
    """A kilobyte of tar may stand for a terabyte; sizes as they really are count."""
    assert (422, "archive") == kind(send("a.tar", sparse(style), types=["application/x-tar"]))


def test_what_follows_the_end_of_a_tar_counts(send):
    """Tarfile stops there, gunzip does not."""
    tar = tarred({"a": b"x"})
    bomb = gzip.compress(tar) + gzip.compress(bytes(120 * 1024 * 1024), 9)
    assert (422, "archive") == kind(send("a.tgz", bomb, types=["application/gzip"]))
    padded = gzip.compress(tar) + gzip.compress(bytes(10_240))
    assert 200 == send("a.tgz", padded, types=["application/gzip"]).status_code


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_broken_archive_is_no_error_of_the_server(make, method):
    """Each decoder has errors of its own; 422 for all of them, and for every byte that can be wrong."""
    client = make(types=["application/zip"]).test_client()
    whole = zipped({"a/b.txt": "some text " * 20}, method)
    chance = random.Random(5)
    answers = set()
    for position in range(2, len(whole)):
        broken = bytearray(whole)
        broken[position] ^= 1 << chance.randrange(8)
        answers.add(client.post("/", **form("a.zip", bytes(broken))).status_code)
    assert answers <= {200, 415, 422}
    assert 422 in answers


def test_three_bytes_that_stand_in_a_photo_by_chance_are_no_script(send):
    """Every fourth photo of 5 MB holds ``<?=``; with code behind it, it is one."""
    jpeg = image("JPEG")
    assert 200 == send("a.jpg", jpeg + b"<?=\x9f\x01\xfe", types=["image/jpeg"]).status_code
    assert (422, "polyglot") == kind(send("a.jpg", jpeg + b"<?=`$_GET[1]`?>", types=["image/jpeg"]))


def long_header():
    """Return a tar archive with a header of a megabyte."""
    header = tarfile.TarInfo("a")
    header.type, header.size = tarfile.XHDTYPE, 1024 * 1024
    return header.tobuf(tarfile.USTAR_FORMAT) + b"1" * header.size + tarred({"a": b"x"})


def test_a_long_header_of_a_tar_is_not_read(send):
    """A megabyte of digits in one keeps Python 3.11.7 busy for hours (CVE-2024-6232); a long name needs one."""
    assert (422, "archive") == kind(send("a.tar", long_header(), types=["application/x-tar"]))
    long = tarred({f"{'folder/' * 40}{number}": b"x" for number in range(900)})
    assert 200 == send("a.tar", long, types=["application/x-tar"]).status_code

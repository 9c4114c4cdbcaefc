"""Pictures of people: taken if they are pictures, written anew, shown to everybody, replaced."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests.example_app.pictures import picture
from tests.example_app.visitors import Register, Visitor


def uploaded(client: Visitor, content: bytes, name: str, kind: str) -> TestResponse:
    """Send a file through the form of the account page."""
    return client.submit("/account/face", {"face": (BytesIO(content), name, kind)}, on="/account/")


def face_on(client: Visitor, path: str) -> str | None:
    """The address of the picture on a page."""
    found = re.search(r'<img class="face" src="([^"]+)"', client.get(path).text)
    return found and found[1]


def test_a_picture(registered: Register, client: Visitor, tmp_path: Path) -> None:
    """It is on the account page and beside what one writes, and no longer says where it was taken."""
    writer = registered("ada")
    post = writer.publish()
    assert face_on(client, post) is None
    assert b"taken at home" in picture("JPEG")
    assert "/account/" == uploaded(writer, picture("JPEG"), "me.jpg", "image/jpeg").location
    path = face_on(client, post)
    assert path is not None
    assert face_on(writer, "/account/") == path
    with client.get(path) as shown:
        assert ("image/jpeg", "nosniff") == (shown.mimetype, shown.headers["X-Content-Type-Options"])
        assert b"taken at home" not in shown.data
        assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_another_picture_replaces_it(registered: Register, client: Visitor, tmp_path: Path) -> None:
    """What nobody sees any more is not kept."""
    writer = registered("ada")
    uploaded(writer, picture("JPEG"), "me.jpg", "image/jpeg")
    before = {path.name for path in (tmp_path / "uploads").rglob("*.jpg")}
    assert 1 == len(before)
    uploaded(writer, picture("PNG"), "me.png", "image/png")
    assert [] == list((tmp_path / "uploads").rglob("*.jpg"))
    path = face_on(writer, "/account/")
    assert path is not None
    with client.get(path) as shown:
        assert "image/png" == shown.mimetype


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "me.svg", "image/svg+xml"),
        (b"<script>alert(1)</script>", "me.png", "image/png"),
        (picture("PNG"), "me.html", "text/html"),
        (picture("PNG"), "me.png.php", "image/png"),
        (picture("GIF"), "me.gif", "image/gif"),
        (picture("PNG")[:60], "me.png", "image/png"),
        (picture("PNG", (5000, 4000)), "me.png", "image/png"),
    ],
    ids=["svg", "script", "page", "program", "gif", "cut off", "too many pixels"],
)
def test_what_is_no_picture(registered: Register, content: bytes, name: str, kind: str) -> None:
    """It is refused, with a sentence on the account page, and nothing is shown."""
    writer = registered("ada")
    response = uploaded(writer, content, name, kind)
    assert (303, "/account/") == (response.status_code, response.location)
    assert 'class="flash"' in writer.get("/account/").text
    assert face_on(writer, "/account/") is None


def test_what_is_too_large(registered: Register) -> None:
    """It is refused before it is read."""
    writer = registered("ada")
    response = uploaded(writer, picture("PNG") + b"0" * 2_100_000, "me.png", "image/png")
    response.request.environ["wsgi.input"].close()
    assert 413 == response.status_code
    assert face_on(writer, "/account/") is None


def test_visitors_upload_nothing(client: Visitor) -> None:
    """They are sent to sign in."""
    file = {"face": (BytesIO(picture()), "me.png", "image/png")}
    response = client.submit("/account/face", file, on="/sign-in")
    assert "/sign-in" == (response.location or "").partition("?")[0]

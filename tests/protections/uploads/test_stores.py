"""Where uploads are kept, and how they go out again."""

from __future__ import annotations

import io
import os
import stat
import threading
from pathlib import Path

import pytest
from flask import Blueprint, Flask, abort
from flask.views import MethodView
from PIL import Image

from flask_hardened import ConfigurationError, Hardened, security_event
from flask_hardened.protections.uploads.decorators import upload
from flask_hardened.protections.uploads.limits import ImageLimits
from flask_hardened.protections.uploads.options import UploadsOptions
from flask_hardened.protections.uploads.refusing import UploadError
from flask_hardened.protections.uploads.serving import delete_upload, send_upload
from flask_hardened.protections.uploads.stores import KEY, StoredUpload
from flask_hardened.protections.uploads.stores.local import LocalStore
from flask_hardened.protections.uploads.stores.s3 import S3Store
from tests.protections.uploads.conftest import GOOD, form, image


def stored(key: str = "0" * 32 + ".txt", **values) -> StoredUpload:
    """Return a description."""
    return StoredUpload(**{"key": key, "name": "a.txt", "type": "text/plain", "size": 1, "sha256": "x", **values})


@pytest.fixture(scope="module")
def s3():
    """A real HTTP server that speaks S3, on a loopback port, with a bucket."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(Bucket="uploads")
    yield client
    client.close()
    server.stop()


@pytest.fixture(params=["local", "s3"])
def store(request, tmp_path):
    """Each kind of store."""
    if request.param == "local":
        return LocalStore(tmp_path / "uploads")
    return S3Store("uploads", client=request.getfixturevalue("s3"))


@pytest.fixture
def app(store, tmp_path):
    """An app that takes, sends and deletes files."""
    made = Flask("stores", instance_path=str(tmp_path / "instance"))
    made.testing = True
    Hardened(made, csrf=False, rate_limit=False, uploads=UploadsOptions(store=store))

    @made.post("/<owner>")
    @upload(types=list(GOOD))
    def take(owner, file):
        return file.save(owner=owner).key

    @made.get("/<key>")
    def show(key):
        return send_upload(key, inline=True)

    @made.get("/<owner>/<key>")
    def show_own(owner, key):
        return send_upload(key, owner=owner)

    @made.delete("/<key>")
    def remove(key):
        delete_upload(key)
        return ""

    return made


def get(client, path, **options):
    """Ask for a path, and read the answer to its end, which closes the file."""
    return client.get(path, buffered=True, **options)


def put(app: Flask, name: str, content: bytes, owner: str = "ada") -> str:
    """Upload a file, and return its key."""
    response = app.test_client().post(f"/{owner}", **form(name, content))
    assert 200 == response.status_code, response.text
    return response.text


def test_a_file_comes_back_as_it_went_in(app):
    """Under a key that has nothing of its name."""
    key = put(app, "Grüße & co.txt", b"hello")
    assert KEY.fullmatch(key)
    response = get(app.test_client(), f"/{key}")
    assert (b"hello", "text/plain; charset=utf-8") == (response.data, response.headers["Content-Type"])


def test_files_are_served_in_a_sandbox(app):
    """No sniffing, no scripts, no page of the site; a name of RFC 6266."""
    key = put(app, "Grüße & x.pdf", GOOD["application/pdf"][1])
    headers = get(app.test_client(), f"/{key}").headers
    assert "attachment" in headers["Content-Disposition"]
    assert "filename*=UTF-8''Gr%C3%BC%C3%9Fe%20&%20x.pdf" in headers["Content-Disposition"]
    policy = headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src 'nonce" not in policy
    assert ["nosniff"] == headers.getlist("X-Content-Type-Options")
    assert ["same-origin"] == headers.getlist("Cross-Origin-Resource-Policy")
    assert "private" in headers["Cache-Control"]


@pytest.mark.parametrize(("kind", "shown"), [("image/png", True), ("text/plain", True), ("text/csv", False),
                                             ("application/pdf", False), ("application/zip", False)])  # fmt: skip
def test_only_listed_types_are_shown_in_place(app, kind, shown):
    """Images and plain text; everything else is saved, although the view says inline."""
    key = put(app, *GOOD[kind])
    disposition = get(app.test_client(), f"/{key}").headers["Content-Disposition"]
    assert shown == disposition.startswith("inline")


def test_the_owner_is_asked_where_the_view_says(app):
    """Somebody else's file is as good as none; and there is an event."""
    events = []
    with security_event.connected_to(lambda sender, event: events.append(event["event"]), sender=app):
        key = put(app, "a.txt", b"hello")
        client = app.test_client()
        assert [200, 404] == [get(client, f"/{owner}/{key}").status_code for owner in ("ada", "bob")]
    assert ["upload_complete", "upload_stored", "authz_fail"] == [event.partition(":")[0] for event in events]


@pytest.mark.parametrize("key", ["../etc/passwd", "x", "0" * 32, "0" * 32 + ".txt", "..%2f..%2fetc%2fpasswd", "0" * 32 + ".txt.json"])  # fmt: skip
def test_other_keys_are_404(app, key):
    """Keys that are none, and keys of nothing."""
    assert 404 == get(app.test_client(), f"/{key}").status_code


def test_a_deleted_file_is_gone(app):
    """Deleting it once more is no mistake."""
    key = put(app, "a.txt", b"hello")
    client = app.test_client()
    assert [200, 200, 404] == [client.delete(f"/{key}").status_code, client.delete(f"/{key}").status_code,
                               get(client, f"/{key}").status_code]  # fmt: skip


def test_an_unchanged_file_is_not_sent_again(app):
    """304 by its hash, still with the sandbox."""
    key = put(app, "a.txt", b"hello")
    client = app.test_client()
    tag = get(client, f"/{key}").headers["ETag"]
    response = get(client, f"/{key}", headers={"If-None-Match": tag})
    assert (304, b"") == (response.status_code, response.data)


def test_files_of_a_local_store_are_private(tmp_path):
    """Folders 0700, files 0600, and nothing half-written is left."""
    store = LocalStore(tmp_path / "uploads")
    store.save(io.BytesIO(b"x"), stored())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [store.folder, *store.folder.rglob("*")]}
    key = "0" * 32 + ".txt"
    assert {"uploads": 0o700, "00": 0o700, key: 0o600, f"{key}.json": 0o600} == modes


def test_a_write_that_fails_leaves_nothing(tmp_path):
    """Neither content nor description."""

    class Broken(io.RawIOBase):
        def read(self, size=-1):
            raise OSError("The disk is full.")

    store = LocalStore(tmp_path / "uploads")
    with pytest.raises(OSError, match="full"):
        store.save(Broken(), stored())
    assert [] == [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_key_is_never_written_twice(tmp_path):
    """Of many writers one wins, and the content is that one's."""
    store = LocalStore(tmp_path / "uploads")
    store.folder.mkdir()
    outcomes = []

    def write(number: int) -> None:
        try:
            store.save(io.BytesIO(str(number).encode() * 1000), stored())
            outcomes.append(number)
        except OSError:
            pass

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 == len(outcomes)
    with store.open("0" * 32 + ".txt")[1] as content:
        assert str(outcomes[0]).encode() * 1000 == content.read()


def test_links_are_not_followed(tmp_path):
    """Somebody who can write to the folder cannot have other files served."""
    store = LocalStore(tmp_path / "uploads")
    store.save(io.BytesIO(b"x"), stored())
    path = store.folder / "00" / ("0" * 32 + ".txt")
    path.unlink()
    path.symlink_to("/etc/passwd")
    with pytest.raises(FileNotFoundError):
        store.open("0" * 32 + ".txt")


def test_folders_that_are_served_stop_the_app(tmp_path):
    """Static folders, templates, the package; open to everybody. Beside them is fine."""
    package = tmp_path / "shop"
    for name in ("static", "templates", "inner/files"):
        (package / name).mkdir(parents=True)
    (package / "__init__.py").write_text("")
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    for folder in (package / "static" / "up", package / "templates", package / "up", open_to_all, open_to_all / "up"):
        app = Flask("shop", root_path=str(package), instance_path=str(tmp_path / "instance"))
        app.secret_key = os.urandom(32).hex()
        with pytest.raises(ConfigurationError, match="HARDENED_UPLOADS_STORE"):
            Hardened(app, uploads=UploadsOptions(store=LocalStore(folder)))
        app = Flask("shop", root_path=str(package), instance_path=str(tmp_path / "instance"))
        app.secret_key = os.urandom(32).hex()
        with pytest.raises(ConfigurationError, match="HARDENED_UPLOADS_FOLDER"):
            Hardened(app, uploads=UploadsOptions(folder=str(folder)))
    fine = Flask("shop", root_path=str(package), instance_path=str(tmp_path / "instance"))
    fine.secret_key = os.urandom(32).hex()
    Hardened(fine, uploads=UploadsOptions(store=LocalStore(tmp_path / "up")))


def test_images_are_written_anew(app, store):
    """Without metadata and what is hidden, turned as the camera says."""
    photo = Image.effect_noise((40, 20), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at home"
    written = io.BytesIO()
    photo.save(written, "JPEG", exif=exif, comment=b"secret comment")
    key = put(app, "a.jpg", written.getvalue())
    content = get(app.test_client(), f"/{key}").data
    assert b"taken at home" not in content
    assert b"secret comment" not in content
    assert (20, 40) == Image.open(io.BytesIO(content)).size


@pytest.mark.parametrize("name", ["PNG", "GIF", "WEBP"])
def test_pixels_stay(app, name):
    """Writing anew loses nothing where the format loses nothing."""
    picture = Image.effect_noise((30, 20), 90)
    picture = picture.convert("P" if name == "GIF" else "RGBA")
    sent = io.BytesIO()
    picture.save(sent, name, **({"lossless": True} if name == "WEBP" else {}))
    key = put(app, f"a.{name.lower()}", sent.getvalue())
    back = Image.open(io.BytesIO(get(app.test_client(), f"/{key}").data))
    assert Image.open(io.BytesIO(sent.getvalue())).convert("RGBA").tobytes() == back.convert("RGBA").tobytes()


def test_animations_stay_animated(app):
    """Every picture is there again."""
    frames = [Image.new("RGB", (5, 5), (shade, 0, 0)) for shade in range(0, 90, 30)]
    sent = io.BytesIO()
    frames[0].save(sent, "GIF", save_all=True, append_images=frames[1:], duration=50)
    key = put(app, "a.gif", sent.getvalue())
    assert 3 == Image.open(io.BytesIO(get(app.test_client(), f"/{key}").data)).n_frames


def test_images_can_be_kept_as_they_are(send, tmp_path):
    """Where the option says so, byte for byte."""
    content = image("JPEG", comment=b"kept")
    key = send("a.jpg", content, image=ImageLimits(reencode=False)).json[0]["key"]
    assert content == Path(tmp_path, "uploads", key[:2], key).read_bytes()


def test_a_virus_scanner(send):
    """It sees each file; what it finds is refused, and nothing passes while it fails."""
    seen = []

    def scan(stream, kind):
        seen.append((stream.read(4), kind))
        if seen[-1][0] == b"evil":
            return "Eicar"
        if seen[-1][0] == b"fail":
            raise TimeoutError("clamd does not answer")
        return None

    options = UploadsOptions(scan=scan)
    answers = [send("a.txt", content, options=options) for content in (b"fine", b"evil", b"fail")]
    assert [200, 422, 503] == [answer.status_code for answer in answers]
    assert [None, "malware", "scanner_failed"] == [
        None if answer.status_code == 200 else answer.json["errors"][0]["type"] for answer in answers
    ]
    assert [(b"fine", "text/plain"), (b"evil", "text/plain"), (b"fail", "text/plain")] == seen
    assert "Eicar" not in answers[1].text


def test_refusals_are_events_without_content(make):
    """One each, with the reason, and nothing of the file."""
    app = make()
    events = []
    with security_event.connected_to(lambda sender, event: events.append(event), sender=app):
        app.test_client().post("/", data={"file": (io.BytesIO(b"hunter2"), "hunter2.exe")})
    assert ["upload_validation"] == [event["event"].partition(":")[0] for event in events]
    assert "type_not_allowed" == events[0]["reason"]
    assert "hunter2" not in str(events)


def test_blueprints_classes_and_async_views():
    """The mark works wherever marks do, and only where something is sent."""
    app = Flask("everywhere")
    app.testing = True
    Hardened(app, csrf=False, rate_limit=False)

    class Avatar(MethodView):
        def get(self):
            return "form"

        @upload("avatar", types=["text/plain"])
        def put(self, avatar):
            return avatar.name

    app.add_url_rule("/avatar", view_func=Avatar.as_view("avatar"))
    blueprint = upload("paper", types=["text/plain"])(Blueprint("papers", "papers"))

    @blueprint.post("/paper")
    async def paper(paper):
        return paper.name

    app.register_blueprint(blueprint)
    client = app.test_client()

    def sent(field):
        return {"data": {field: (io.BytesIO(b"x"), "a.txt")}, "content_type": "multipart/form-data"}

    assert "form" == get(client, "/avatar").text
    assert ["a.txt", "a.txt"] == [
        client.put("/avatar", **sent("avatar")).text,
        client.post("/paper", **sent("paper")).text,
    ]
    assert 422 == client.put("/avatar").status_code


def test_an_app_can_answer_itself(make):
    """An error handler gets the field and the reason."""
    app = make()

    @app.errorhandler(UploadError)
    def answer(error):
        return f"{error.field}: {error.kind}", 400

    response = app.test_client().post("/", data={"file": (io.BytesIO(b"x"), "a.exe")})
    assert (400, "file: type_not_allowed") == (response.status_code, response.text)


def test_without_the_feature_nothing_is_stored():
    """The error says what to do."""
    app = Flask("off")
    app.testing = True
    Hardened(app, uploads=False)

    @app.get("/<key>")
    def show(key):
        with pytest.raises(RuntimeError, match="uploads=False"):
            send_upload(key)
        abort(404)

    assert 404 == get(app.test_client(), "/x").status_code


def test_a_store_that_fails_is_503(app, store, monkeypatch, caplog):
    """Saving and reading; the log says why, and the client does not learn it."""
    key = put(app, "a.txt", b"hello")

    def fail(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(store), "save", fail)
    monkeypatch.setattr(type(store), "open", fail)
    client = app.test_client()
    answers = [client.post("/ada", **form("b.txt", b"x")), get(client, f"/{key}")]
    assert [503, 503] == [answer.status_code for answer in answers]
    assert not any("space" in answer.text for answer in answers)
    assert "No space left on device" in caplog.text
    assert 2 == caplog.text.count("The store of uploads has failed.")


def test_s3_that_does_not_answer_fails_like_a_disk(s3):
    """A bucket that is not there, and an object of somebody else."""
    broken = S3Store("none-such", client=s3)
    with pytest.raises(OSError, match="S3 failed"):
        broken.save(io.BytesIO(b"x"), stored())
    s3.put_object(Bucket="uploads", Key="uploads/" + "1" * 32 + ".txt", Body=b"not ours")
    with pytest.raises(FileNotFoundError):
        S3Store("uploads", client=s3).open("1" * 32 + ".txt")


def test_parts_of_a_file(tmp_path):
    """Players ask for ranges; each answer stays in the sandbox."""
    made = Flask("parts", instance_path=str(tmp_path / "instance"))
    made.testing = True
    Hardened(made, csrf=False, rate_limit=False)
    made.post("/<owner>", endpoint="take")(upload(types=["text/plain"])(lambda owner, file: file.save().key))
    made.get("/<key>", endpoint="show")(lambda key: send_upload(key, download_name="a\r\nb.txt"))
    client = made.test_client()
    key = put(made, "a.txt", b"0123456789")
    part = get(client, f"/{key}", headers={"Range": "bytes=2-4"})
    assert (206, b"234", "bytes 2-4/10") == (part.status_code, part.data, part.headers["Content-Range"])
    assert "sandbox" in part.headers["Content-Security-Policy"]
    assert "filename=ab.txt" in part.headers["Content-Disposition"]
    assert 416 == get(client, f"/{key}", headers={"Range": "bytes=20-"}).status_code
    assert (200, b"0123456789") == (get(client, f"/{key}").status_code, get(client, f"/{key}").data)

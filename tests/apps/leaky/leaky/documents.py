"""Files of customers."""

import os
import tarfile
import tempfile

from flask import Blueprint, current_app, request, send_file

pages = Blueprint("documents", __name__, url_prefix="/documents")


@pages.post("/")
def upload():
    sent = request.files["document"]
    sent.save(os.path.join(current_app.instance_path, sent.filename))  # expect: FHU004
    os.chmod(current_app.instance_path, 0o777)  # expect: FHD016
    return "Kept."


@pages.get("/download")
def download():
    return send_file(os.path.join(current_app.instance_path, request.args["name"]))  # expect: FHQ008


@pages.get("/read")
def read():
    with open("/srv/documents/" + request.args["name"]) as file:  # expect: FHQ008
        return file.read()


@pages.post("/unpack")
def unpack():
    name = tempfile.mktemp()  # expect: FHD017
    request.files["archive"].save(name)
    with tarfile.open(name) as archive:
        archive.extractall("/srv/documents")  # expect: FHU005
    return "Unpacked."

"""FHQ008: files that the request names."""

import pytest

from flask_hardened.audit.topics.injection.requested_paths import requested_paths
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import os, io, shutil, zipfile\nfrom pathlib import Path\nfrom flask import send_file, send_from_directory\nfrom werkzeug.utils import secure_filename, safe_join"


@pytest.mark.parametrize(
    "code",
    [
        'open(request.args["f"])',
        'open("files/" + request.args["f"])',
        'send_file(os.path.join("files", request.args["f"]))',
        'path = os.path.join(app.root_path, request.form["f"])\nos.remove(path)',
        'send_from_directory(request.args["d"], "x")',
        'Path(request.args["f"]).read_text()',
        '(Path("files") / request.args["f"]).unlink()',
        'open(request.files["f"].filename)',
        "shutil.rmtree(f\"users/{request.json['n']}\")",
        'os.rename("a", request.args["to"])',
        'path = request.args["f"]\nif os.path.exists(path):\n    return send_file(path)',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Opened, sent, changed or removed."""
    assert 1 == len(lines(requested_paths, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'open("files/x")',
        'send_from_directory("files", request.args["f"])',
        'open(os.path.join("files", secure_filename(request.args["f"])))',
        'open(safe_join("files", request.args["f"]))',
        'f = request.args["f"]\nif f in os.listdir("files"):\n    open(f)',
        'zipfile.ZipFile(request.files["f"])',
        "zipfile.ZipFile(io.BytesIO(request.data))",
        "send_file(io.BytesIO(request.data))",
        'open(f"files/{number}.txt")',
        'open(os.path.join("files", name))',
        'path = Path("files") / request.args["f"]\nif not path.is_relative_to("files"):\n    return ""\npath.read_text()',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Names that were cleaned or tested, what is read rather than named, numbers, and single segments of the URL."""
    assert [] == lines(requested_paths, in_view(IMPORTS, code))

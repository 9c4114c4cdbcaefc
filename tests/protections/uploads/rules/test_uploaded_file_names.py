"""FHU004: files stored under the name they came with."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.protections.uploads.rules.uploaded_file_names import uploaded_file_names
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import os\nfrom pathlib import Path\nfrom werkzeug.utils import secure_filename\nimport uuid"


@pytest.mark.parametrize(
    "code",
    [
        'file = request.files["f"]\nfile.save(os.path.join("files", file.filename))',
        'request.files["f"].save("files/" + request.files["f"].filename)',
        'file = request.files["f"]\nfilename = file.filename\nif allowed_file(filename):\n    file.save(f"files/{filename}")',
        'file = request.files["f"]\nfile.save(Path("files") / file.filename)',
        'request.files["f"].save(os.path.join("files", request.form["name"]))',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """A test of the extension does not change what else the name holds."""
    assert 1 == len(lines(uploaded_file_names, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'file = request.files["f"]\nfile.save(os.path.join("files", secure_filename(file.filename)))',
        'request.files["f"].save(f"files/{uuid.uuid4().hex}")',
        'file = request.files["f"]\nname = secure_filename(file.filename) or "x"\npath = os.path.join("files", name)\nfile.save(path)',
        'request.files["f"].save("files/x")',
        'image.save(os.path.join("files", "x.png"))',
        'request.files["f"].save(f"files/{number}")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Names that were cleaned or made here."""
    assert [] == lines(uploaded_file_names, in_view(IMPORTS, code))


def test_found_with_less_certainty_for_a_parameter() -> None:
    """The function is given the file."""
    text = "import os\ndef store(file):\n    file.save(os.path.join('files', file.filename))\n"
    [finding] = found(uploaded_file_names, text)
    assert (Severity.HIGH, Confidence.MEDIUM) == (finding.severity, finding.confidence)

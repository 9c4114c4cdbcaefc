"""FHD017: temporary files whose names others know."""

import pytest

from flask_hardened.protections.deployment.rules.guessable_temporary_files import guessable_temporary_files
from tests.audit.asking_source import lines

IMPORTS = "import sqlite3, tempfile; from pathlib import Path; from flask import Flask; app = Flask(__name__)\n"


@pytest.mark.parametrize(
    "text",
    [
        "tempfile.mktemp()",
        'open("/tmp/report.csv", "w")',
        'open("/var/tmp/report.csv", mode="ab")',
        'PATH = "/tmp/report.csv"; open(PATH, "w")',
        'Path("/tmp/report.csv").write_text(report)',
        'sqlite3.connect("/tmp/app.db")',
        'app.config["UPLOAD_FOLDER"] = "/tmp/uploads"',
    ],
)
def test_found_for_fixed_names(text: str) -> None:
    """Written to, or kept there by a setting."""
    assert [2] == lines(guessable_temporary_files, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "tempfile.NamedTemporaryFile()",
        "tempfile.mkstemp()",
        'open("/tmp/report.csv")',
        'open("/tmp/report.csv", "rb")',
        'open("report.csv", "w")',
        'open(os.path.join(folder, "report.csv"), "w")',
        'sqlite3.connect("app.db")',
        'app.config["UPLOAD_FOLDER"] = "/srv/uploads"',
        'MESSAGE = "stored in /tmp/uploads"',
    ],
)
def test_not_found_for_others(text: str) -> None:
    """Names that are drawn, reading, and folders of the app's own."""
    assert [] == lines(guessable_temporary_files, IMPORTS + text)

"""FHS010: sessions in files that others reach."""

from pathlib import Path

import pytest
from flask_session import Session

from flask_hardened.protections.sessions.rules.open_session_files import open_session_files
from tests.audit.asking import places, plain_app

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_found_for_modes_and_folders_that_let_others_in(tmp_path: Path) -> None:
    """By the mode of the files, by that of the folder, and because the static folder is served."""
    own, shared = tmp_path / "own", tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    for config in (
        {"SESSION_FILE_DIR": str(own), "SESSION_FILE_MODE": 0o644},
        {"SESSION_FILE_DIR": str(shared)},
        {"SESSION_FILE_DIR": str(tmp_path / "static" / "sessions")},
    ):
        app = plain_app(SESSION_TYPE="filesystem", **config)
        app.static_folder = str(tmp_path / "static")
        Session(app)
        assert ["SESSION_FILE_DIR"] == places(open_session_files, app)


def test_not_found_for_a_folder_of_its_own(tmp_path: Path) -> None:
    """With the mode 0600, the default; nor for settings without Flask-Session."""
    own = tmp_path / "own"
    app = plain_app(SESSION_TYPE="filesystem", SESSION_FILE_DIR=str(own))
    Session(app)
    own.chmod(0o700)
    assert [] == places(open_session_files, app)
    assert [] == places(open_session_files, plain_app(SESSION_TYPE="filesystem", SESSION_FILE_MODE=0o644))

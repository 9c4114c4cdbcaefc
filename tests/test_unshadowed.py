"""An audit of a folder runs nothing of it, not even where a file is called like a module of the library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flask_hardened.unshadowed import leave_out_working_directory

REPOSITORY = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["json", "flask", "click", "packaging", "tokenize", "sqlite3"])
def test_a_module_of_the_project_is_not_imported(tmp_path: Path, name: str) -> None:
    """Flask-Security has a ``json.py`` in its package, and nothing could be audited there."""
    (tmp_path / f"{name}.py").write_text("open('ran', 'w')\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "flask_hardened", "audit", ".", "--offline"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert "" == done.stderr
    assert [f"{name}.py"] == [path.name for path in tmp_path.iterdir()]


OWN = ["python", "-W", "error", "-m", "flask_hardened", "audit", "."]


@pytest.mark.parametrize(
    ("command", "first", "left"),
    [
        (OWN, "", 1),
        (OWN, os.getcwd(), 1),
        (["python", "-mflask_hardened", "audit"], "", 1),
        (OWN, os.path.dirname(os.getcwd()), 2),
        (["python", "-m", "shop"], "", 2),
        (["python", "-m", "shop", "flask_hardened"], "", 2),
        (["python", "flask_hardened"], "", 2),
        (["flask", "--app", "shop", "hardened", "audit"], "", 2),
        ([], "", 2),
    ],
)
def test_only_the_working_directory_of_our_own_command_is_left_out(command: list[str], first: str, left: int) -> None:
    """The ``flask`` command finds the app there, and so does everything else that imports this package."""
    path = [first, "/elsewhere"]
    leave_out_working_directory(command, path)
    assert left == len(path)
    assert "/elsewhere" == path[-1]

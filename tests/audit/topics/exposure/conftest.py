"""A folder that every user of the machine can reach, unlike ``tmp_path``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """Return a folder without the closed folders that pytest puts above its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder).resolve()
        path.chmod(0o755)
        yield path
        for each in path.rglob("*"):
            if each.is_dir():
                each.chmod(0o755)

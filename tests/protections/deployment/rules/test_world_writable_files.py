"""FHD016: files that everybody on the machine may change."""

import pytest

from flask_hardened.protections.deployment.rules.world_writable_files import world_writable_files
from tests.audit.asking_source import lines

IMPORTS = "import os, stat; from pathlib import Path\n"


@pytest.mark.parametrize(
    "text",
    [
        "os.chmod(path, 0o777)",
        "os.chmod(path, 0o666)",
        "os.chmod(path, mode=511)",
        "os.chmod(path, stat.S_IRWXU | stat.S_IRWXO)",
        "Path(folder).chmod(0o777)",
        "folder.chmod(mode=0o772)",
        "os.umask(0)",
    ],
)
def test_found_where_others_may_write(text: str) -> None:
    """As a number, in flags, as a method."""
    assert [2] == lines(world_writable_files, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "os.chmod(path, 0o750)",
        "os.chmod(path, 0o755)",
        "os.chmod(path, 0o644)",
        "os.chmod(path, mode)",
        "os.chmod(path, **options)",
        "os.chmod(path, os.stat(path).st_mode & ~stat.S_IWOTH)",
        "os.umask(0o077)",
        "mask = os.umask(0); os.umask(mask)",
        "os.umask(previous)",
        "Path(folder).chmod(0o700)",
    ],
)
def test_not_found_where_they_may_not(text: str) -> None:
    """Reading is something else, and so is taking the right away."""
    assert [] == lines(world_writable_files, IMPORTS + text)

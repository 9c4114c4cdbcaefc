"""FHW011: secrets that every user of the machine can read."""

from pathlib import Path

from flask_hardened.audit.snapshot import Snapshot
from flask_hardened.audit.topics.exposure.readable_secrets import readable_secrets
from tests.audit.asking_files import facts_of, write


def ask(home: Path, mode: int, folder_mode: int = 0o755) -> list[str]:
    """Return what is found where a secret has this mode."""
    write(home, {"app/.env": "A=1", "app/views.py": ""})
    (home / "app/.env").chmod(mode)
    (home / "app").chmod(folder_mode)
    return [str(each.location) for each in readable_secrets.findings(Snapshot(file_facts=facts_of(home)))]


def test_found_for_others(shared_folder: Path) -> None:
    """The last digit lets everybody read."""
    assert ["app/.env"] == ask(shared_folder, 0o644)
    assert ["app/.env"] == ask(shared_folder, 0o604)


def test_not_found_for_owner_and_group(shared_folder: Path) -> None:
    """Nor where a folder above lets nobody through."""
    assert [] == ask(shared_folder, 0o600)
    assert [] == ask(shared_folder, 0o640)
    assert [] == ask(shared_folder, 0o644, folder_mode=0o750)

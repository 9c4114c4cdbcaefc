"""FHW012: files that every user of the machine can change."""

from pathlib import Path

from flask_hardened.audit.snapshot import Snapshot
from flask_hardened.audit.topics.exposure.writable_files import writable_files
from tests.audit.asking_files import facts_of, write


def ask(home: Path, modes: dict[str, int]) -> list[str]:
    """Return what is found in a project with these modes."""
    write(home, {"app/views.py": "", "app/deep/models.py": "", "instance/app.cfg": "", "setup.py": ""})
    for path in [home, *home.rglob("*")]:
        path.chmod(0o755)
    for name, mode in modes.items():
        (home / name).chmod(mode)
    return sorted(str(each.location) for each in writable_files.findings(Snapshot(file_facts=facts_of(home))))


def test_found_for_folders_and_files(shared_folder: Path) -> None:
    """The instance folder, a module, and of nested folders the outermost."""
    assert ["instance"] == ask(shared_folder, {"instance": 0o777, "instance/app.cfg": 0o666})
    assert ["app/views.py"] == ask(shared_folder, {"app/views.py": 0o666})
    assert ["app"] == ask(shared_folder, {"app": 0o777, "app/deep": 0o777, "app/views.py": 0o777})


def test_not_found_for_owner_and_group(shared_folder: Path) -> None:
    """Nor with the sticky bit, nor where the way there is closed."""
    assert [] == ask(shared_folder, {})
    assert [] == ask(shared_folder, {"app/views.py": 0o664, "instance": 0o775})
    assert [] == ask(shared_folder, {"instance": 0o1777})
    assert [] == ask(shared_folder, {"app/views.py": 0o666, "app": 0o700})

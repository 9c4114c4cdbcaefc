"""FHW003: backups that anybody can download."""

from flask_hardened.audit.topics.exposure.served_backups import served_backups
from tests.audit.asking_files import places


def test_found_for_copies_and_dumps() -> None:
    """Backups by name, what editors leave, dumps, archives called backup."""
    names = [
        "a.css~",
        "app.py.bak",
        "backup-2024.zip",
        "config.py.1",
        "dump.sql",
        "index.html.old",
        "site_backup.tar.gz",
    ]
    assert [f"static/{name}" for name in names] == places(served_backups, {f"static/{name}": b"0" for name in names})


def test_not_found_for_downloads() -> None:
    """Archives and files that merely mention it."""
    names = ["template.zip", "backup.css", "backups.html", "mysql.svg", "old.js", "bold.css", "photo.orig.jpg"]
    assert [] == places(served_backups, {f"static/{name}": b"0" for name in names})

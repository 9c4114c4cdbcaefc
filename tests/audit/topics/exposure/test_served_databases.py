"""FHW004: databases that anybody can download."""

from flask_hardened.audit.topics.exposure.served_databases import served_databases
from tests.audit.asking_files import places

SQLITE = b"SQLite format 3\0" + bytes(84)


def test_found_by_the_first_bytes() -> None:
    """Whatever the file's ending claims."""
    files = {"static/app.db": SQLITE, "static/data.sqlite3": SQLITE, "static/data": SQLITE}
    assert ["static/app.db", "static/data", "static/data.sqlite3"] == places(served_databases, files)


def test_not_found_for_other_files() -> None:
    """A text of that ending, and a database outside."""
    files = {"static/icons.db": "not a database", "static/empty.db": b"", "instance/app.db": SQLITE}
    assert [] == places(served_databases, files)

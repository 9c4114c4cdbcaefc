"""FHA032: files by a path from the URL."""

from typing import Any

from flask import send_file, send_from_directory

from flask_hardened.protections.auth.rules.files_by_path import files_by_path
from tests.audit.looked_at_views import found


def sends(name: str) -> Any:
    return send_file("files/" + name)


def opens(name: str) -> Any:
    with open(name) as file:
        return file.read()


def safely(name: str) -> Any:
    return send_from_directory("files", name)


def test_found_for_whole_paths() -> None:
    """Sent, or read."""
    assert [("medium", "low")] == found(files_by_path, "/files/<path:name>", sends)
    assert [("medium", "low")] == found(files_by_path, "/files/<path:name>", opens)


def test_not_found_for_names() -> None:
    """Flask's own function keeps the path inside; a plain parameter holds no slash."""
    assert [] == found(files_by_path, "/files/<path:name>", safely)
    assert [] == found(files_by_path, "/files/<name>", sends)

"""Where a report says that something is written."""

from pathlib import Path

import pytest

from flask_hardened.audit.collectors.view_source import shown_path, source_place

ROOT = Path("/srv/shop")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/srv/shop/views.py", "views.py"),
        ("/srv/shop/pages/one.html", "pages/one.html"),
        ("/srv/shop/../shop/views.py", "views.py"),
        ("/srv/shopping/views.py", "/srv/shopping/views.py"),
        ("/srv/shop/.venv/lib/python3/site-packages/flask_admin/base.py", "flask_admin/base.py"),
        ("/a/site-packages/b/site-packages/c/d.py", "c/d.py"),
        ("<template>", "<template>"),
        ("one\0two", "one\0two"),
    ],
)
def test_paths_are_the_same_on_every_machine(path: str, shown: str) -> None:
    """Below the folder of the audit and below installed packages; elsewhere as they are."""
    assert shown == shown_path(path, ROOT)


def test_a_class_that_was_made_while_running_has_no_place() -> None:
    """There is no file to point to."""

    def view() -> str:
        return ""

    made = type("Made", (), {"__module__": "nowhere"})
    view.view_class = made  # type: ignore[attr-defined]
    assert (None, None) == source_place(view, ROOT)

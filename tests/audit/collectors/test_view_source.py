"""Where a report says that something is written."""

import functools
from pathlib import Path

import pytest
from flask.views import MethodView
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from flask_hardened.audit.collectors.view_source import shown_path, source_place, wrapping_packages

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


def test_wrappers_are_known_by_where_they_are_written() -> None:
    """Though each says it is the view it wraps; of a class, those of its methods count too."""
    limiter = Limiter(get_remote_address)

    def view() -> str:
        return ""

    @functools.wraps(view)
    def wrapped() -> str:
        return view()

    class Page(MethodView):
        @limiter.limit("1/minute")
        def post(self) -> str:
            return ""

    assert [] == list(wrapping_packages(view))
    assert ["tests"] == list(wrapping_packages(wrapped))
    assert ["flask_limiter", "tests"] == list(wrapping_packages(limiter.limit("1/minute")(wrapped)))
    assert ["flask_limiter"] == list(wrapping_packages(Page.as_view("page")))
    assert [] == list(wrapping_packages(None))


def test_wrappers_that_run_in_a_circle_end() -> None:
    """A mistake in the app does not hang the audit."""

    def view() -> str:
        return ""

    view.__wrapped__ = view  # type: ignore[attr-defined]
    assert {"tests"} == set(wrapping_packages(view))

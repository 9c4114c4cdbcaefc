"""FHW005: source that anybody can download."""

from flask_hardened.audit.topics.exposure.served_source import served_source
from tests.audit.asking_files import places


def test_found_for_python_and_notebooks() -> None:
    """Modules, compiled ones, notebooks."""
    names = ["helper.py", "helper.pyc", "report.ipynb"]
    assert [f"app/static/{name}" for name in names] == places(
        served_source, {f"app/static/{name}": b"" for name in names}
    )


def test_not_found_for_what_browsers_run() -> None:
    """Scripts, and Python outside."""
    assert [] == places(served_source, {"app/static/app.js": "", "app/views.py": "", "app/static/py.html": ""})

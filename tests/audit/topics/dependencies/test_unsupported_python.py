"""FHY005: a Python without security fixes."""

from datetime import date

import pytest

from flask_hardened.audit.dependencies.facts import PythonVersion
from flask_hardened.audit.finding import Location
from flask_hardened.audit.topics.dependencies.unsupported_python import unsupported_python
from tests.audit.asking_dependencies import built_on, found, places


def running(version: str) -> PythonVersion:
    """Return the Python that runs."""
    return PythonVersion(version=version, implementation="CPython", location=Location(setting="python"))


@pytest.mark.parametrize(
    ("version", "today"),
    [
        ("3.10.20", date(2026, 11, 1)),
        ("3.9.0", date(2025, 11, 1)),
        ("3.8.18", date(2026, 1, 1)),
        ("3.4.1", date(2026, 1, 1)),
        ("2.7.18", date(2026, 1, 1)),
        ("3.13.9+", date(2029, 11, 1)),
    ],
)
def test_found_after_the_end_of_support(version: str, today: date) -> None:
    """Of each feature release, and of those before the table begins."""
    assert ["python"] == places(unsupported_python, built_on(python=running(version), today=today))


def test_found_in_files_that_name_a_python() -> None:
    """Where the app is not run, its files tell."""
    texts = {
        ".python-version": "3.8.18\n",
        "runtime.txt": "python-3.7.2",
        "Pipfile.lock": '{"_meta": {\n"requires": {"python_version": "3.6"}}}',
    }
    snapshot = built_on(texts, today=date(2026, 11, 21))
    assert [".python-version:1", "Pipfile.lock:2", "runtime.txt:1"] == places(unsupported_python, snapshot)
    assert "Python 3.6 gets no security fixes since 2021-12-23." == found(unsupported_python, snapshot)[1].message


@pytest.mark.parametrize(
    ("version", "today"),
    [
        ("3.10.20", date(2026, 10, 31)),
        ("3.11.7", date(2026, 11, 21)),
        ("3.13.1", date(2026, 11, 21)),
        ("3.15.0", date(2040, 1, 1)),
        ("unknown", date(2040, 1, 1)),
    ],
)
def test_not_found_before_it(version: str, today: date) -> None:
    """Not on the last day either; and nothing is said of what the table does not know."""
    assert [] == places(unsupported_python, built_on(python=running(version), today=today))
    assert [] == places(unsupported_python, built_on({".python-version": "pypy3.10\n"}, today=today))

"""FHY006: a Flask without security fixes."""

from datetime import date

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.topics.dependencies.unsupported_flask import unsupported_flask
from tests.audit.asking_dependencies import built_on, found, installed, places


@pytest.mark.parametrize(
    ("version", "end"),
    [("3.0.3", "2024-11-13"), ("2.3.3", "2023-09-30"), ("1.1.4", "2021-05-11"), ("0.10", "2018-04-26")],
)
def test_found_for_a_feature_release_that_was_replaced(version: str, end: str) -> None:
    """Installed, or pinned by a file."""
    for snapshot in (built_on(None, *installed(f"flask=={version}")), built_on({"uv.lock": lock(version)})):
        [finding] = found(unsupported_flask, snapshot)
        assert f"Flask {version} gets no security fixes since {end}." == finding.message
        assert Severity.MEDIUM == finding.severity


def lock(version: str) -> str:
    """Return a lock with Flask."""
    return f'[[package]]\nname = "flask"\nversion = "{version}"\nsource = {{ registry = "https://pypi.org/simple" }}\n'


def test_not_found_for_the_latest_and_what_is_newer() -> None:
    """Nor for other packages of that age, a range, or before the next one was out."""
    assert [] == places(unsupported_flask, built_on(None, *installed("flask==3.1.3", "flask-cors==2.0", "click==2.0")))
    assert [] == places(unsupported_flask, built_on(None, *installed("flask==4.0")))
    assert [] == places(unsupported_flask, built_on({"requirements.txt": "flask>=2"}))
    assert [] == places(unsupported_flask, built_on(None, *installed("flask==3.0.3"), today=date(2024, 11, 13)))

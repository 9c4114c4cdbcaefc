"""FHD028: tasks as pickles."""

import pytest

from flask_hardened.protections.deployment.rules.pickled_tasks import pickled_tasks
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities


@pytest.mark.parametrize(("config", "found"), [
    ({"CELERY_ACCEPT_CONTENT": ["json", "pickle"]}, [("CELERY_ACCEPT_CONTENT", "high")]),
    ({"CELERY": {"accept_content": ["application/x-python-serialize"]}}, [("CELERY_ACCEPT_CONTENT", "high")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """As the app has them."""
    assert found == severities(pickled_tasks, plain_app(**config))


@pytest.mark.parametrize("config", [
    {}, {"CELERY_ACCEPT_CONTENT": ["json"]}, {"CELERY": {"broker_url": "redis://localhost"}},
    {"CELERY_ACCEPT_CONTENT": "pickle"}, {"CELERY": None},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Near misses, and nothing at all."""
    assert [] == severities(pickled_tasks, plain_app(**config))

"""FHD023: every query in the log."""

import pytest

from flask_hardened.protections.deployment.rules.echoed_queries import echoed_queries
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities


@pytest.mark.parametrize(("config", "found"), [
    ({"SQLALCHEMY_ECHO": True}, [("SQLALCHEMY_ECHO", "low")]),
    ({"SQLALCHEMY_ECHO": "debug"}, [("SQLALCHEMY_ECHO", "low")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """As the app has them."""
    assert found == severities(echoed_queries, plain_app(**config))


@pytest.mark.parametrize("config", [
    {}, {"SQLALCHEMY_ECHO": False}, {"SQLALCHEMY_ECHO": True, "DEBUG": True}, {"SQLALCHEMY_ECHO": True, "TESTING": True},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Near misses, and nothing at all."""
    assert [] == severities(echoed_queries, plain_app(**config))

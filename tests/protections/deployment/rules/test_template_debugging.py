"""FHD025: templates that are looked for again and again."""

import pytest

from flask_hardened.protections.deployment.rules.template_debugging import template_debugging
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities


@pytest.mark.parametrize(("config", "found"), [
    ({"TEMPLATES_AUTO_RELOAD": True}, [("TEMPLATES_AUTO_RELOAD", "info")]),
    ({"EXPLAIN_TEMPLATE_LOADING": True}, [("EXPLAIN_TEMPLATE_LOADING", "info")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """As the app has them."""
    assert found == severities(template_debugging, plain_app(**config))


@pytest.mark.parametrize("config", [
    {}, {"TEMPLATES_AUTO_RELOAD": True, "DEBUG": True}, {"TEMPLATES_AUTO_RELOAD": None},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Near misses, and nothing at all."""
    assert [] == severities(template_debugging, plain_app(**config))

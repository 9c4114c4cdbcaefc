"""FHD029: forms of any size."""

import pytest

from flask_hardened.protections.deployment.rules.unlimited_forms import unlimited_forms
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import hardened, severities
from tests.conftest import SECRET_KEY


@pytest.mark.parametrize(("config", "found"), [
    ({"MAX_FORM_PARTS": None}, [("MAX_FORM_PARTS", "medium")]),
    ({"MAX_FORM_MEMORY_SIZE": None}, [("MAX_FORM_MEMORY_SIZE", "medium")]),
    ({"MAX_FORM_PARTS": 10**6}, [("MAX_FORM_PARTS", "medium")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """As the app has them."""
    assert found == severities(unlimited_forms, plain_app(**config))


@pytest.mark.parametrize("config", [
    {}, {"MAX_FORM_PARTS": 100_000}, {"MAX_FORM_MEMORY_SIZE": 50_000_000},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Near misses, and nothing at all."""
    assert [] == severities(unlimited_forms, plain_app(**config))


def test_not_found_where_the_feature_limits() -> None:
    """It has limits of its own."""
    app = hardened(plain_app(SECRET_KEY=SECRET_KEY, MAX_FORM_PARTS=None))
    assert [] == severities(unlimited_forms, app)

"""FHV007: numbers that may be none."""

import pytest

from flask_hardened.protections.validation.rules.unchecked_floats import unchecked_floats
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import math"


@pytest.mark.parametrize(
    "code",
    [
        'price = float(request.form["price"])',
        'price = request.args.get("price", type=float)',
        'price = request.form.get("price", 0.0, float)',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Called or named as a type."""
    assert 1 == len(lines(unchecked_floats, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'price = float(request.form["price"])\nif not math.isfinite(price):\n    return ""',
        'price = float(request.form["price"])\nif not 0 < price < 100:\n    return ""',
        'price = int(request.form["price"])',
        'price = float("1.5")',
        "price = float(number)",
        'price = request.args.get("price", type=int)',
        'price = settings.get("price", type=float)',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Where something is compared, and for other numbers."""
    assert [] == lines(unchecked_floats, in_view(IMPORTS, code))

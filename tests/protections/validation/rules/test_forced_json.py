"""FHV008: JSON read whatever the content type."""

import pytest

from flask_hardened.protections.validation.rules.forced_json import forced_json
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = ""


@pytest.mark.parametrize(
    "code",
    [
        "request.get_json(force=True)",
        "data = request.get_json(True)",
        "request.get_json(force=True, silent=True)",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """By position or by name."""
    assert 1 == len(lines(forced_json, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        "request.get_json()",
        "request.get_json(force=False)",
        "request.get_json(silent=True)",
        "response.get_json(force=True)",
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Without it, and for other objects."""
    assert [] == lines(forced_json, in_view(IMPORTS, code))

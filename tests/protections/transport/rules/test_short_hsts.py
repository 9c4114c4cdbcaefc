"""FHT002: browsers forget HTTPS too soon."""

import pytest

from flask_hardened import TransportOptions
from flask_hardened.protections.transport.options import YEAR
from flask_hardened.protections.transport.rules.short_hsts import short_hsts
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize(
    ("age", "word"), [(None, "No Strict"), (0, "withdrawn"), (3600, "3600"), (YEAR - 1, str(YEAR - 1))]
)
def test_found_below_a_year(age: int | None, word: str) -> None:
    """No header, a withdrawn one and a short one are told apart."""
    found = ask(short_hsts, hardened_app(transport=TransportOptions(hsts_max_age=age)))
    assert ["HARDENED_TRANSPORT_HSTS_MAX_AGE"] == [finding.location.setting for finding in found]
    assert word in found[0].message


def test_not_found_from_a_year_on() -> None:
    """A year is enough, and the default; without the feature another rule speaks."""
    assert [] == places(short_hsts, hardened_app())
    assert [] == places(short_hsts, hardened_app(transport=TransportOptions(hsts_max_age=2 * YEAR)))
    assert [] == places(short_hsts, hardened_app(transport=False))
    assert [] == places(short_hsts, plain_app())

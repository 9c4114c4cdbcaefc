"""FHR001: no security headers."""

from flask_hardened import HeadersOptions
from flask_hardened.protections.headers.rules.missing_headers import missing_headers
from tests.audit.asking import hardened_app, places, plain_app


def test_found_without_the_feature() -> None:
    """Nothing adds headers."""
    assert ["Hardened(app)"] == places(missing_headers, plain_app())
    assert ["HARDENED_HEADERS"] == places(missing_headers, hardened_app(headers=False))


def test_not_found_with_it() -> None:
    """A header that is left out is another rule's."""
    assert [] == places(missing_headers, hardened_app())
    assert [] == places(missing_headers, hardened_app(headers=HeadersOptions(content_type_options=False)))

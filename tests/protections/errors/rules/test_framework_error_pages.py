"""FHE001: errors are answered by whoever comes first."""

from flask_hardened import ErrorsOptions
from flask_hardened.protections.errors.rules.framework_error_pages import framework_error_pages
from tests.audit.asking import hardened_app, places, plain_app


def test_found_without_the_feature() -> None:
    """Flask's own pages answer."""
    assert ["Hardened(app)"] == places(framework_error_pages, plain_app())
    assert ["HARDENED_ERRORS"] == places(framework_error_pages, hardened_app(errors=False))


def test_not_found_with_it() -> None:
    """Showing less is no weaker."""
    assert [] == places(framework_error_pages, hardened_app())
    assert [] == places(framework_error_pages, hardened_app(errors=ErrorsOptions(descriptions=False)))

"""FHV005: readers that take more than anybody sends."""

from __future__ import annotations

from flask_hardened.protections.validation.options import MEBIBYTE, ValidationOptions
from flask_hardened.protections.validation.rules.generous_readers import generous_readers
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_each_option() -> None:
    """One above the limit, and NUL."""
    options = ValidationOptions(
        max_json=32 * MEBIBYTE + 1, max_json_values=2_000_001, max_fields=20_001, allow_nul=True
    )  # fmt: skip
    assert [
        "HARDENED_VALIDATION_ALLOW_NUL",
        "HARDENED_VALIDATION_MAX_FIELDS",
        "HARDENED_VALIDATION_MAX_JSON",
        "HARDENED_VALIDATION_MAX_JSON_VALUES",
    ] == places(generous_readers, hardened_app(validation=options))


def test_not_found_up_to_the_limits() -> None:
    """Exactly the limit, the defaults, and an app without any of it."""
    options = ValidationOptions(max_json=32 * MEBIBYTE, max_json_values=2_000_000, max_fields=20_000)
    assert [] == places(generous_readers, hardened_app(validation=options))
    assert [] == places(generous_readers, hardened_app())
    assert [] == places(generous_readers, hardened_app(validation=False))
    assert [] == places(generous_readers, plain_app())

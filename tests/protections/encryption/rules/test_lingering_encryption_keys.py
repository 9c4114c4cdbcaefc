"""FHN002: rotations that were not finished."""

from __future__ import annotations

from cryptography.fernet import Fernet

from flask_hardened.protections.encryption.options import EncryptionOptions
from flask_hardened.protections.encryption.rules.lingering_encryption_keys import lingering_encryption_keys
from tests.audit.asking import hardened_app, places, plain_app


def keys(number: int) -> EncryptionOptions:
    """Return options with some keys."""
    return EncryptionOptions(keys=[Fernet.generate_key().decode() for _ in range(number)])


def test_found_from_four_on() -> None:
    """The option is named, no key is."""
    assert ["HARDENED_ENCRYPTION_KEYS"] == places(lingering_encryption_keys, hardened_app(encryption=keys(4)))


def test_not_found_up_to_three() -> None:
    """One that is used, one that is being replaced, one in reserve."""
    for app in (hardened_app(encryption=keys(3)), hardened_app(), hardened_app(encryption=False), plain_app()):
        assert [] == places(lingering_encryption_keys, app)

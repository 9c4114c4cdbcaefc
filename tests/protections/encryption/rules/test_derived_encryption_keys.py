"""FHN001: encrypted columns whose key is SECRET_KEY."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from flask_hardened.protections.encryption import declared
from flask_hardened.protections.encryption.options import EncryptionOptions
from flask_hardened.protections.encryption.rules.derived_encryption_keys import derived_encryption_keys
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.fixture(autouse=True)
def _columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two columns are declared, whatever other tests have declared."""
    monkeypatch.setattr(declared, "_purposes", {"users.phone", "users.iban"})


def test_found_without_keys_of_their_own() -> None:
    """The columns are named."""
    app = hardened_app()
    assert ["HARDENED_ENCRYPTION_KEYS"] == places(derived_encryption_keys, app)
    assert "users.iban, users.phone" in ask(derived_encryption_keys, app)[0].message


def test_not_found_with_keys_or_without_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are given, the feature is off, or nothing is encrypted."""
    options = EncryptionOptions(keys=[Fernet.generate_key().decode()])
    for app in (hardened_app(encryption=options), hardened_app(encryption=False), plain_app()):
        assert [] == places(derived_encryption_keys, app)
    monkeypatch.setattr(declared, "_purposes", set())
    assert [] == places(derived_encryption_keys, hardened_app())


def test_the_columns_are_those_of_the_apps_own_tables() -> None:
    """With Flask-SQLAlchemy the models of another app in the process are not counted."""
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import Column, Integer

    from flask_hardened.protections.encryption.columns import EncryptedString

    found = []
    for own in (True, False):
        app = hardened_app({"SQLALCHEMY_DATABASE_URI": "sqlite://"})
        db = SQLAlchemy()
        kinds = [EncryptedString("users.own")] if own else []
        db.Table("users", Column("id", Integer, primary_key=True), *(Column("own", kind) for kind in kinds))
        db.init_app(app)
        found.append([finding.message for finding in ask(derived_encryption_keys, app)])
    assert [["1 encrypted columns depend on SECRET_KEY: users.own."], []] == found

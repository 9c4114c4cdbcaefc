"""What every test of the audit starts from."""

from __future__ import annotations

import pytest

from flask_hardened.protections.encryption import declared


@pytest.fixture(autouse=True)
def no_encrypted_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models of other tests, and of the examples in the docs, are none of the audited app's."""
    monkeypatch.setattr(declared, "_purposes", set())

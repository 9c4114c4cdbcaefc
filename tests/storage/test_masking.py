"""No secret of a store's URI gets into a message."""

from __future__ import annotations

import pytest

from flask_hardened.storage import masked_uri
from flask_hardened.storage.masking import masker


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("redis://localhost:6379/0", "redis://localhost:6379/0"),
        ("redis://:hunter2@localhost", "redis://***@localhost"),
        ("redis://user:hun@ter/2@localhost/1", "redis://***@localhost/1"),
        ("redis+cluster://u:hunter2@a:1,b:2", "redis+cluster://***@a:1,b:2"),
        ("redis://localhost?password=hunter2", "redis://localhost?***"),
        ("sqlite:////srv/app/hardened.db", "sqlite:////srv/app/hardened.db"),
        ("hunter2", "***"),
    ],
)
def test_credentials_and_parameters_are_masked(uri: str, shown: str) -> None:
    """Passwords disappear wherever a URI can hold one; the place stays readable."""
    assert shown == masked_uri(uri)


@pytest.mark.parametrize(
    ("uri", "options"),
    [
        ("redis://:hunter2@localhost", {}),
        ("redis://u:hunter%32@localhost", {}),
        ("redis://localhost?password=hunter2", {}),
        ("redis://localhost", {"password": "hunter2"}),
        ("mongodb://localhost", {"tlsCertificateKeyFilePassword": "hunter2"}),
    ],
)
def test_what_a_driver_says_is_masked(uri: str, options: dict[str, str]) -> None:
    """A driver that quotes the URI or the password is not passed on as it is; the rest is."""
    said = masker(uri, options)(f"cannot reach {uri}: no entry for hunter2, port 6379")
    assert "hunter2" not in said
    assert "hunter%32" not in said
    assert "port 6379" in said

"""FHN006: keys that stand in the source."""

import pytest

from flask_hardened.protections.encryption.rules.constant_encryption_keys import constant_encryption_keys
from tests.audit.asking_source import found, lines

KEY = "c29tZSBrZXkgZm9yIHRlc3RzIG9ubHkhISEhISEhISE="
IMPORTS = """
import hmac, os
from Crypto.Cipher import AES
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
"""


@pytest.mark.parametrize(
    "text",
    [
        f'Fernet(b"{KEY}")',
        f'KEY = "{KEY}"\nbox = Fernet(KEY)',
        'AES.new(b"0123456789abcdef", AES.MODE_GCM)',
        'algorithms.AES(key=b"0123456789abcdef")',
        'AESGCM(b"0123456789abcdef")',
        'hmac.new(b"shared", body, "sha256")',
    ],
)
def test_found_for_constants(text: str) -> None:
    """Also behind a name that is bound once; the key is not repeated."""
    (finding,) = found(constant_encryption_keys, IMPORTS + text)
    assert KEY not in finding.message + finding.fix
    assert "0123456789abcdef" not in finding.message + finding.fix


@pytest.mark.parametrize(
    "text",
    [
        'Fernet(os.environ["ENCRYPTION_KEY"])',
        "Fernet(Fernet.generate_key())",
        "AES.new(key, AES.MODE_GCM)",
        'hmac.new(app.secret_key, b"body", "sha256")',
        'hmac.new(b"WebAppData", bot_token.encode(), "sha256")',
    ],
)
def test_not_found_for_keys_from_elsewhere(text: str) -> None:
    """From the environment, made anew, or a label that turns one secret into another."""
    assert [] == lines(constant_encryption_keys, IMPORTS + text)

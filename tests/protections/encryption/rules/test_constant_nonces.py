"""FHN005: vectors, nonces and salts that are always the same."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.encryption.rules.constant_nonces import constant_nonces
from tests.audit.asking_source import found, lines

IMPORTS = """
import hashlib, os, bcrypt
from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
"""


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ('AES.new(key, AES.MODE_CBC, b"0123456789abcdef")', Severity.HIGH),
        ('AES.new(key, AES.MODE_CBC, iv=b"0" * 16)', Severity.HIGH),
        ("AES.new(key, AES.MODE_GCM, nonce=bytes(12))", Severity.HIGH),
        ('modes.CBC(b"0123456789abcdef")', Severity.HIGH),
        ('AESGCM(key).encrypt(b"0123456789ab", text, None)', Severity.HIGH),
        ('hashlib.pbkdf2_hmac("sha256", password, b"salt", 600_000)', Severity.MEDIUM),
        ('hashlib.scrypt(password, salt=b"salt", n=2**14, r=8, p=1)', Severity.MEDIUM),
        ('bcrypt.hashpw(password, b"$2b$12$abcdefghijklmnopqrstuu")', Severity.MEDIUM),
    ],
)
def test_found_for_constants(text: str, severity: Severity) -> None:
    """Encryption is worse than a salt."""
    assert [severity] == [each.severity for each in found(constant_nonces, IMPORTS + text)]


@pytest.mark.parametrize(
    "text",
    [
        "AES.new(key, AES.MODE_CBC, os.urandom(16))",
        "AES.new(key, AES.MODE_CBC)",
        "modes.CBC(iv)",
        "AESGCM(key).encrypt(os.urandom(12), text, None)",
        'hashlib.pbkdf2_hmac("sha256", password, user.salt, 600_000)',
        "bcrypt.hashpw(password, bcrypt.gensalt())",
        "bcrypt.hashpw(password, stored)",
        'AESGCM(key).decrypt(data[:12], data[12:], b"context")',
    ],
)
def test_not_found_for_what_is_drawn_or_stored(text: str) -> None:
    """Drawn each time, read from storage, or chosen by the library."""
    assert [] == lines(constant_nonces, IMPORTS + text)

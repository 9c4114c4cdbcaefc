"""FHN011: secrets that are drawn well, and too short."""

import pytest

from flask_hardened.protections.encryption.rules.short_random_secrets import short_random_secrets
from tests.audit.asking_source import lines


@pytest.mark.parametrize(
    "text",
    [
        "user.api_key = secrets.token_hex(4)",
        "reset_token = secrets.token_urlsafe(8)",
        "session_key = os.urandom(8).hex()",
        "def make_token(): return secrets.token_urlsafe(nbytes=12)",
        "SIZE = 8\ntoken = secrets.token_bytes(SIZE)",
    ],
)
def test_found_below_sixteen_bytes(text: str) -> None:
    """By position, by name, behind a constant."""
    assert 1 == len(lines(short_random_secrets, f"import os, secrets\n{text}"))


@pytest.mark.parametrize(
    "text",
    [
        "reset_token = secrets.token_urlsafe(16)",
        "reset_token = secrets.token_urlsafe()",
        "filename = secrets.token_hex(8)",
        "salt = os.urandom(8)",
        "nonce = os.urandom(12)",
        "otp_code = secrets.token_hex(3)",
        "reset_token = secrets.token_urlsafe(size)",
        "token = secrets.token_hex(0)",
        "password = secrets.token_urlsafe(12)",
        "password = [letters[c % 26] for c in os.urandom(4)]",
    ],
)
def test_not_found_for_long_ones_and_other_uses(text: str) -> None:
    """The default, salts, nonces of their fixed size, names of files, and codes that people type."""
    assert [] == lines(short_random_secrets, f"import os, secrets\n{text}")

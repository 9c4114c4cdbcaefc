"""FHJ010: keys for tokens that stand in the source."""

import pytest

from flask_hardened.protections.tokens.rules.written_signing_keys import written_signing_keys
from tests.audit.asking_source import found, lines

IMPORTS = "import jwt, os\nfrom itsdangerous import URLSafeTimedSerializer\nfrom authlib.jose import jwt as authlib\n"
KEY = "a-key-of-" + "these-tests"


@pytest.mark.parametrize(
    "text",
    [
        f'jwt.encode(claims, "{KEY}", algorithm="HS256")',
        f'jwt.decode(token, key="{KEY}", algorithms=["HS256"])',
        f'KEY = "{KEY}"; jwt.encode(claims, KEY)',
        f'URLSafeTimedSerializer("{KEY}", salt="reset")',
        f'authlib.encode(header, claims, "{KEY}")',
    ],
)
def test_found_for_constants(text: str) -> None:
    """The key is not repeated."""
    (finding,) = found(written_signing_keys, IMPORTS + text)
    assert 4 == finding.location.line
    assert KEY not in finding.message + finding.fix


@pytest.mark.parametrize(
    "text",
    [
        'jwt.encode(claims, os.environ["JWT_KEY"])',
        "jwt.encode(claims, app.secret_key)",
        'jwt.decode(token, "-----BEGIN PUBLIC KEY-----\\nMFkw...", algorithms=["ES256"])',
        'jwt.decode(token, "", options={"verify_signature": False})',
        'jwt.decode(token, "unused", options={"verify_signature": False})',
        'URLSafeTimedSerializer(app.config["SECRET_KEY"], "reset")',
    ],
)
def test_not_found_for_keys_from_elsewhere(text: str) -> None:
    """Nor for public keys, and where the key is not used."""
    assert [] == lines(written_signing_keys, IMPORTS + text)

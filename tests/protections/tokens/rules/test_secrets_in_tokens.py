"""FHJ012: secrets in tokens that everybody can read."""

import pytest

from flask_hardened.protections.tokens.rules.secrets_in_tokens import secrets_in_tokens
from tests.audit.asking_source import lines

IMPORTS = "import jwt\nfrom flask_jwt_extended import create_access_token\n"


@pytest.mark.parametrize(
    "text",
    [
        'jwt.encode({"sub": user.id, "password": user.password}, key)',
        'jwt.encode({"sub": user.id, "password_hash": user.password_hash}, key)',
        'create_access_token(user.id, additional_claims={"api_secret": user.api_secret})',
        'def make():\n    p = {"password": user.password, "exp": soon}\n    return jwt.encode(p, key)',
    ],
)
def test_found_for_claims_that_are_secrets(text: str) -> None:
    """Written in the call, or just before."""
    assert 1 == len(lines(secrets_in_tokens, IMPORTS + text))


@pytest.mark.parametrize(
    "text",
    [
        'jwt.encode({"sub": user.id, "exp": soon}, key)',
        'jwt.encode({"password_changed": when, "exp": soon}, key)',
        'jwt.encode({"token_type": "access"}, key)',
        'create_access_token(user.id, additional_claims={"role": user.role})',
        'json.encode({"password": password})',
        "jwt.encode(**given)",
        "jwt.encode({name: user.password}, key)",
    ],
)
def test_not_found_for_other_claims(text: str) -> None:
    """What is only about a password is none."""
    assert [] == lines(secrets_in_tokens, IMPORTS + text)

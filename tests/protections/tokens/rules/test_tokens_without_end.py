"""FHJ011: tokens that never end."""

import pytest

from flask_hardened.protections.tokens.rules.tokens_without_end import tokens_without_end
from tests.audit.asking_source import lines

IMPORTS = "import jwt\nfrom flask_jwt_extended import create_access_token\n"


@pytest.mark.parametrize(
    "text",
    [
        'jwt.encode({"sub": user.id}, key, algorithm="HS256")',
        "create_access_token(user.id, expires_delta=False)",
    ],
)
def test_found_for_written_payloads(text: str) -> None:
    """And for the option that says so."""
    assert [3] == lines(tokens_without_end, IMPORTS + text)


def test_found_for_a_payload_that_is_made_before() -> None:
    """If everything that is put into it can be seen."""
    text = """
    import jwt

    def token(user):
        payload = {"sub": user.id}
        payload["name"] = user.name
        return jwt.encode(payload, key, algorithm="HS256")
    """
    assert [7] == lines(tokens_without_end, text)


@pytest.mark.parametrize(
    "text",
    [
        'jwt.encode({"sub": user.id, "exp": soon}, key)',
        'jwt.encode({"sub": user.id, "iat": now}, key)',
        'jwt.encode({"sub": user.id, **times}, key)',
        'jwt.encode({"sub": user.id, EXPIRES: soon}, key)',
        "jwt.encode(claims, key)",
        "jwt.encode(**given)",
        "jwt.encode(make_claims(user), key)",
        "def token(payload): return jwt.encode(payload, key)",
        'def token():\n    p = {"sub": 1}\n    p["exp"] = soon\n    return jwt.encode(p, key)',
        'def token():\n    p = {"sub": 1}\n    p.update(times)\n    return jwt.encode(p, key)',
        'def token():\n    p = {"sub": 1}\n    add_times(p)\n    return jwt.encode(p, key)',
        'def token():\n    p = {"sub": 1}\n    p[key_of(p)] = 2\n    return jwt.encode(p, key)',
        "create_access_token(user.id)",
        "create_access_token(user.id, expires_delta=timedelta(hours=1))",
    ],
)
def test_not_found_where_it_ends_or_nobody_knows(text: str) -> None:
    """Payloads that are put together elsewhere are left alone."""
    assert [] == lines(tokens_without_end, IMPORTS + text)

"""FHJ007: tokens that are read without a look at their signature."""

import pytest

from flask_hardened.audit.finding import Confidence
from flask_hardened.protections.tokens.rules.unverified_tokens import unverified_tokens
from tests.audit.asking_source import found, lines

IMPORTS = "import jwt\nfrom jose import jwt as jose\nfrom itsdangerous import URLSafeSerializer\n"


@pytest.mark.parametrize(
    "text",
    [
        'jwt.decode(token, options={"verify_signature": False})',
        "jwt.decode(token, key, verify=False)",
        'OPTIONS = {"verify_signature": False}; jwt.decode(token, options=OPTIONS)',
        "jwt.decode(token, options=dict(verify_signature=False))",
        'jose.decode(token, key, options={"verify_signature": False})',
        "jose.get_unverified_claims(token)",
        "URLSafeSerializer(key).loads_unsafe(token)",
    ],
)
def test_found_in_each_library(text: str) -> None:
    """PyJWT, python-jose, itsdangerous."""
    assert [4] == lines(unverified_tokens, IMPORTS + text)


def test_found_with_less_confidence_where_the_name_says_so() -> None:
    """Who calls it may check."""
    text = """
    import jwt

    def peek(token):
        return jwt.decode(token, options={"verify_signature": False})
    """
    assert [Confidence.LOW] == [each.confidence for each in found(unverified_tokens, text)]


@pytest.mark.parametrize(
    "text",
    [
        'jwt.decode(token, key, algorithms=["HS256"])',
        'jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": True})',
        'jwt.decode(token, key, algorithms=["HS256"], options={"verify_aud": False})',
        "jwt.get_unverified_header(token)",
        "URLSafeSerializer(key).loads(token)",
        "decode(token, verify=False)",
    ],
)
def test_not_found_for_checked_ones(text: str) -> None:
    """Reading the header, to find the key, is no harm by itself."""
    assert [] == lines(unverified_tokens, IMPORTS + text)


def test_not_found_where_the_same_function_checks_afterwards() -> None:
    """The issuer has to be read before its key can be found."""
    text = """
    import jwt

    def claims(token):
        issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
        return jwt.decode(token, keys[issuer], algorithms=["RS256"])
    """
    assert [] == lines(unverified_tokens, text)


def test_found_where_only_the_other_branch_checks() -> None:
    """A setting turns the check off; and what says that it validates is believed a little."""
    text = """
    import jwt

    def claims(token):
        if CHECK:
            return jwt.decode(token, key, algorithms=["RS256"])
        return jwt.decode(token, options={"verify_signature": False})

    def other(token):
        me = jwt.decode(token, options={"verify_signature": False})
        return validate_jwt(token, me["iss"])
    """
    expected = [(7, Confidence.MEDIUM), (10, Confidence.LOW)]
    assert expected == sorted((each.location.line, each.confidence) for each in found(unverified_tokens, text))

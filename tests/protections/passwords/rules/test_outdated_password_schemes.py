"""FHP011: password schemes of another time."""

import pytest

from flask_hardened.protections.passwords.rules.outdated_password_schemes import outdated_password_schemes
from tests.audit.asking_source import lines


@pytest.mark.parametrize(
    "text",
    [
        "import crypt\ncrypt.crypt(password, salt)",
        "from passlib.hash import md5_crypt\nmd5_crypt.hash(password)",
        "from passlib.hash import ldap_salted_sha1 as scheme\nscheme.encrypt(password)",
        'from passlib.context import CryptContext\nCryptContext(schemes=["md5_crypt", "bcrypt"])',
        'from passlib.context import CryptContext\nCryptContext(["plaintext"])',
        'from passlib.context import CryptContext\nCryptContext(["des_crypt", chosen()])',
    ],
)
def test_found_where_new_passwords_are_hashed(text: str) -> None:
    """By the module crypt, by a scheme of Passlib, or by the first one of a context."""
    assert [2] == lines(outdated_password_schemes, text)


@pytest.mark.parametrize(
    "text",
    [
        "from passlib.hash import argon2\nargon2.hash(password)",
        "from passlib.hash import md5_crypt\nmd5_crypt.verify(password, old)",
        'from passlib.context import CryptContext\nCryptContext(schemes=["bcrypt", "md5_crypt"], deprecated="auto")',
        'from passlib.context import CryptContext\nCryptContext(schemes=["hex_md5", "argon2"], default="argon2")',
        "from mine import crypt\ncrypt.crypt(password)",
    ],
)
def test_not_found_where_old_hashes_are_read(text: str) -> None:
    """Old schemes are needed to let their owners in."""
    assert [] == lines(outdated_password_schemes, text)

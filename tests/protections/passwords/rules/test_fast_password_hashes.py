"""FHP008: passwords hashed with a function that is made to be fast."""

import pytest

from flask_hardened.protections.passwords.rules.fast_password_hashes import fast_password_hashes
from tests.audit.asking_source import found, lines

IMPORTS = "import hashlib\nfrom flask import request\n"


@pytest.mark.parametrize(
    "text",
    [
        "hashlib.sha256(password.encode()).hexdigest()",
        "hashlib.md5((salt + user.password).encode())",
        "hashlib.sha512(request.form['password'].encode())",
        "hashlib.new('sha1', pwd)",
        "hashlib.sha1(f'{SALT}{passwd}'.encode())",
        "hashlib.blake2b(form.password.data.encode())",
        "digest = hashlib.sha256(); digest.update(password)",
    ],
)
def test_found_for_passwords(text: str) -> None:
    """Salted or not, by any fast function, in one step or two."""
    assert [3] == lines(fast_password_hashes, IMPORTS + text)


def test_found_with_the_name_of_the_function() -> None:
    """The message says which function, and which name."""
    (finding,) = found(fast_password_hashes, f"{IMPORTS}hashlib.sha256(password)")
    assert "password is hashed with hashlib.sha256, which is made to be fast." == finding.message


@pytest.mark.parametrize(
    "text",
    [
        "hashlib.sha256(content)",
        "hashlib.sha256(token)",
        "hashlib.sha256(password_reset_url)",
        "hashlib.sha256(user.password_hash)",
        "hashlib.pbkdf2_hmac('sha256', password, salt, 600_000)",
        "bcrypt.hashpw(password, bcrypt.gensalt())",
        "def is_pwned(password): return hashlib.sha1(password.encode()).hexdigest()",
        "def prehash(password): return hashlib.sha512(password).digest()",
        "ha1 = hashlib.md5(f'{user}:{realm}:{password}'.encode())",
    ],
)
def test_not_found_for_other_things(text: str) -> None:
    """No password; a function that is made to be slow; the list of leaked ones; HTTP Digest."""
    assert [] == lines(fast_password_hashes, IMPORTS + text)

"""FHP013: passwords that are too long for bcrypt."""

import pytest

from flask_hardened.protections.passwords.rules.overlong_passwords import overlong_passwords
from tests.audit.asking_source import lines

IMPORTS = "import base64, bcrypt, hashlib, hmac\nfrom flask import request\n"


@pytest.mark.parametrize(
    "text",
    [
        "bcrypt.hashpw(request.form['password'].encode(), bcrypt.gensalt())",
        "bcrypt.checkpw(password, stored)",
        "bcrypt.checkpw(password=given, hashed_password=stored)",
    ],
)
def test_found_for_passwords_as_they_are(text: str) -> None:
    """Where they are made and where they are checked."""
    assert [3] == lines(overlong_passwords, IMPORTS + text + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "bcrypt.hashpw(base64.b64encode(hashlib.sha384(password).digest()), salt)",
        "bcrypt.hashpw(hashlib.sha256(password).hexdigest().encode(), salt)",
        "bcrypt.hashpw(password[:72], salt)",
        "bcrypt.hashpw(b'constant', salt)",
        "def check(password):\n    if len(password) > 72:\n        return False\n    return bcrypt.checkpw(password, stored)",
        "passwords.hashpw(password, salt)",
    ],
)
def test_not_found_for_what_is_short(text: str) -> None:
    """Hashed before, cut, constant, or refused; and no other library's function."""
    assert [] == lines(overlong_passwords, IMPORTS + text + "\n")

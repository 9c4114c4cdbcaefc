"""FHP009: password hashes with too little work."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.passwords.rules.cheap_password_work import cheap_password_work
from tests.audit.asking_source import found, lines

IMPORTS = """
import hashlib
import bcrypt
from flask_bcrypt import Bcrypt
from werkzeug.security import generate_password_hash
hasher = Bcrypt()
"""


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ('generate_password_hash(password, method="plain")', Severity.HIGH),
        ('generate_password_hash(password, "sha256")', Severity.HIGH),
        ('generate_password_hash(password, method="pbkdf2:sha256:1000")', Severity.HIGH),
        ('generate_password_hash(password, method="pbkdf2:sha256:150000")', Severity.MEDIUM),
        ('generate_password_hash(password, method="scrypt:1024:8:1")', Severity.HIGH),
        ("bcrypt.gensalt(rounds=8)", Severity.MEDIUM),
        ("bcrypt.gensalt(4)", Severity.HIGH),
        ("from passlib.hash import pbkdf2_sha256; pbkdf2_sha256.using(rounds=29000)", Severity.HIGH),
        ("from passlib.hash import bcrypt as b; b.using(rounds=9)", Severity.MEDIUM),
        ("import argon2; argon2.PasswordHasher(memory_cost=512)", Severity.HIGH),
        ("hasher.generate_password_hash(password, 6)", Severity.HIGH),
        ('hashlib.pbkdf2_hmac("sha256", password, salt, 10_000)', Severity.HIGH),
        ('hashlib.pbkdf2_hmac("sha512", password, salt, 100_000)', Severity.MEDIUM),
        ("hashlib.scrypt(password, salt=salt, n=2**10, r=8, p=1)", Severity.HIGH),
        ('app.config["BCRYPT_LOG_ROUNDS"] = 4', Severity.MEDIUM),
    ],
)
def test_found_below_what_is_recommended(text: str, severity: Severity) -> None:
    """A tenth of it is as good as nothing."""
    given = f"{IMPORTS}from flask import Flask\napp = Flask(__name__)\n{text}"
    assert [severity] == [each.severity for each in found(cheap_password_work, given)]


@pytest.mark.parametrize(
    "text",
    [
        "generate_password_hash(password)",
        'generate_password_hash(password, method="scrypt")',
        'generate_password_hash(password, method="pbkdf2:sha256")',
        'generate_password_hash(password, method="pbkdf2:sha256:600000")',
        "generate_password_hash(password, method=chosen)",
        "bcrypt.gensalt()",
        "bcrypt.gensalt(12)",
        "from passlib.hash import bcrypt as b; b.using(rounds=12)",
        "from passlib.hash import bcrypt as b; b.using(ident='2b')",
        "import argon2; argon2.PasswordHasher()",
        "hasher.generate_password_hash(password)",
        'hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)',
        'hashlib.pbkdf2_hmac("sha256", app.secret_key, salt, 1)',
        "hashlib.scrypt(api_key, salt=salt, n=2, r=1, p=1)",
        "hashlib.scrypt(password, salt=salt, n=2**15, r=8, p=1)",
        "def for_tests(): return bcrypt.gensalt(4)",
        "if app.testing:\n    salt = bcrypt.gensalt(4)",
        "from flask import Flask\napp = Flask(__name__)\napp.config['BCRYPT_LOG_ROUNDS'] = 13",
    ],
)
def test_not_found_for_enough_work(text: str) -> None:
    """Defaults, keys that are random anyway, and tests, which should hash cheaply."""
    assert [] == lines(cheap_password_work, IMPORTS + text)

"""What names tell about values."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.source.naming import (
    environment_default,
    is_hashed,
    is_password,
    is_secret,
    last_name,
    names_in,
    root_name,
    words,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("resetToken", ("reset", "token")),
        ("RESET_TOKEN", ("reset", "token")),
        ("X-Api-Key", ("x", "api", "key")),
        ("password2", ("password", "2")),
        ("", ()),
    ],
)
def test_words(name: str, expected: tuple[str, ...]) -> None:
    """Humps, underscores, hyphens and digits divide."""
    assert expected == words(name)


@given(st.text(max_size=300))
def test_any_text_can_be_asked(name: str) -> None:
    """A password is a secret, and nothing raises."""
    assert not is_password(name) or is_secret(name)
    assert isinstance(is_hashed(name), bool)


@pytest.mark.parametrize("name", ["password", "user_password", "passwd", "newPassword", "PWD", "passphrase"])
def test_passwords(name: str) -> None:
    """By each usual word."""
    assert is_password(name)


@pytest.mark.parametrize(
    "name",
    [
        "password_hash",
        "password_field",
        "password_url",
        "hashed_password",
        "has_password",
        "compass",
        "password_length",
    ],
)
def test_no_passwords(name: str) -> None:
    """Hashes, and what is only about a password."""
    assert not is_password(name)


@pytest.mark.parametrize(
    "name", ["token", "reset_token", "apiKey", "SECRET_KEY", "otp", "session_id", "verification_code", "signature"]
)
def test_secrets(name: str) -> None:
    """Tokens, keys, codes."""
    assert is_secret(name)


@pytest.mark.parametrize(
    "name",
    ["key", "code", "token_type", "max_tokens", "token_count", "api_key_name", "tokenizer", "session", "is_secret"],
)
def test_no_secrets(name: str) -> None:
    """Words that mean anything, and what is only about a secret."""
    assert not is_secret(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("token", "token"),
        ("user.token", "token"),
        ('row["token"]', "token"),
        ('request.args.get("token")', "token"),
        ("form.token.data", "token"),
        ("token.encode()", "token"),
        ("str(token)", "token"),
        ("await token", "token"),
        ("row[0]", "row"),
        ("token.split()", ""),
        ("make()", ""),
        ("1", ""),
    ],
)
def test_last_name(text: str, expected: str) -> None:
    """The name that a value goes by."""
    assert expected == last_name(ast.parse(text, mode="eval").body)


def test_names_in() -> None:
    """Variables, attributes, keys and what is asked for by get."""
    node = ast.parse('f(user.token, row["key"], args.get("code"), "text")', mode="eval")
    assert {"f", "user", "token", "row", "key", "args", "get", "code"} == set(names_in(node))


@pytest.mark.parametrize(("text", "expected"), [("form.password.data", "form"), ("make().x[1]", "make"), ("1 + 2", "")])
def test_root_name(text: str, expected: str) -> None:
    """The variable that it starts from."""
    assert expected == root_name(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('os.environ.get("A", "x")', "x"),
        ('os.getenv("A", True)', True),
        ('getenv("A") or "x"', "x"),
        ('os.getenv("A") or draw()', None),
        ('os.getenv("A", draw())', None),
        ('os.getenv("A")', None),
        ('os.environ["A"]', None),
        ('cache.get("A", "x")', None),
        ('f("A", "x")', None),
        ('first or "x"', None),
    ],
)
def test_environment_default(text: str, expected: object) -> None:
    """What is used when the variable is not set."""
    assert expected == environment_default(ast.parse(text, mode="eval").body)

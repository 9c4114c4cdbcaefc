"""What is a secret: name and value have to fit."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.files.secrets.judgement import judge
from flask_hardened.audit.files.secrets.names import hints, secrecy
from flask_hardened.audit.files.secrets.randomness import entropy, is_random, is_wordy, variety

RANDOM = "kd93Jf02hGs8" + "1LqPz7TnVb45"


@pytest.mark.parametrize(
    "name",
    [
        "password", "db_password", "MAIL_PASSWORD", "dbPasswd", "api_key", "API-KEY", "stripeApiKey", "client_secret",
        "aws_secret_access_key", "JWT_SECRET_KEY", "auth_token", "SLACK_TOKEN_PROD", "private_key", "FERNET_KEY",
        "spring.datasource.password", "password2", "SECRET_KEY_FALLBACKS",
    ],
)  # fmt: skip
def test_names_that_promise_a_secret(name: str) -> None:
    """In every way of writing; the last words count."""
    assert secrecy(name) is not None
    assert hints(name)


@pytest.mark.parametrize(
    "name",
    [
        "password_label", "token_url", "csrf_token", "reset_password", "key", "primary_key", "cache_key", "public_key",
        "secret_name", "has_password", "PASSWORD_MIN_LENGTH", "next_token", "keyboard", "tokenizer", "author", "",
        "access_key_id", "dkim_tokens",
    ],
)  # fmt: skip
def test_names_that_promise_none(name: str) -> None:
    """What is about a secret is not the secret."""
    assert secrecy(name) is None


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("api_key", RANDOM, "a key or token"),
        ("api_key", "0f" * 4 + "9c3e71a5b2d84f60", "a key or token"),
        ("password", "Wq7-miDt", "a password"),
        ("password", "hunter22", "a password"),
        ("SECRET_KEY", "the-blog-of-anna", "a secret key"),
        ("SECRET_KEY", RANDOM, "a secret key"),
    ],
)
def test_values_that_are_secrets(name: str, value: str, kind: str) -> None:
    """Random keys, mixed passwords, and whatever is Flask's key."""
    verdict = judge(name, value)
    assert verdict is not None
    assert kind == verdict.kind


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("api_key", "your-api-key-1a2b3c4d5e"),
        ("api_key", "xxxxxxxxxxxxxxxxxxxxxxxx"),
        ("api_key", "${API_KEY_4f8a9b2c7d}"),
        ("api_key", "{{ vault.api_key_1 }}"),
        ("api_key", "<insert key 4f8a9b2c>"),
        ("api_key", "API_KEY_PRODUCTION_1"),
        ("api_key", "/run/secrets/api_key_1"),
        ("api_key", "https://keys.internal/4f8a9b2c"),
        ("api_key", "settings.keys.API_KEY_1"),
        ("token", "1d2129a1-3d38-460a-9756-e5b91fddb951"),
        ("token", "the token that was sent by mail"),
        ("password", "Password"),
        ("password", "current-password"),
        ("password", "auth.reset_password"),
        ("password", "$2b$12$abcdefghijklmnopqrstuv"),
        ("password", "%(password)s"),
        ("password", "short"),
        ("password", "Kennwort ändern 2"),
        ("SECRET_KEY", "dev"),
        ("SECRET_KEY", "change-me-in-production"),
        ("SECRET_KEY", "AWS_SECRET_ACCESS_KEY"),
        ("title", RANDOM),
    ],
)
def test_values_that_are_none(name: str, value: str) -> None:
    """Placeholders, references, labels, names, paths, hashes; and secrets of no such name."""
    assert judge(name, value) is None


@given(st.integers(16, 48))
def test_random_keys_are_found(size: int) -> None:
    """In the forms that Python makes them."""
    found = [judge("api_token", made) for made in (secrets.token_hex(size), secrets.token_urlsafe(size))]
    # one key in some thousand holds a word such as "1234" or "test" by chance
    assert any(found)


@given(
    st.lists(st.sampled_from(["user", "Account", "settings", "page", "view", "Model", "index", "field"]), min_size=1)
)
def test_identifiers_are_not_random(words: list[str]) -> None:
    """However long they are, and however they are joined."""
    for joint in ("_", "-", "."):
        assert not is_random(joint.join(words))


@given(st.text())
def test_any_text_can_be_measured(text: str) -> None:
    """Entropy is never below zero, nor above what so many characters can carry."""
    assert 0 <= entropy(text) <= max(1, len(text))
    assert variety(text) in {"low", "medium", "high"}
    assert is_wordy(text) in {True, False}


@given(st.text(), st.text())
def test_any_value_can_be_judged(name: str, value: str) -> None:
    """Control characters, surrogates' neighbours, other scripts."""
    assert judge(f"{name}_password", value) is None or len(value) >= 6

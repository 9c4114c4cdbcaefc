"""Secrets that are known by their form. All are made up here, and put together so that no scanner finds them."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.files.secrets.providers import search_providers

R = "kD93Jf02hGs81LqPz7TnVb45Wc6XyMaRu0eIoQpZtSgHjKlBvN" * 3
H = "9f3a7c1e5b2d8f604a7c9e1b3d5f7081" * 3
PROOF = "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"


def part(value: object) -> str:
    """Return a part of a signed token."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


TOKEN = ".".join([part({"alg": "HS256"}), part({"sub": "anna", "exp": 1893456000}), R[:43]])

EXAMPLES = [
    ("an AWS access key", "AK" + "IA" + "QW7ERT5YU2IOPA3S"),
    ("a GitHub token", "gh" + "p_" + PROOF),
    ("a GitHub token", "github" + "_pat_" + R[:22] + "_" + R[:59]),
    ("a GitLab token", "gl" + "pat-" + R[:20]),
    ("a Slack token", "xox" + "b-" + "2345678901-" + R[:24]),
    ("a Stripe key", "sk" + "_live_" + R[:24]),
    ("a Google API key", "AI" + "za" + R[:35]),
    ("a SendGrid key", "S" + "G." + R[:22] + "." + R[:43]),
    ("a Twilio key", "S" + "K" + H[:32]),
    ("a Mailgun key", "key" + "-" + H[:32]),
    ("an npm token", "np" + "m_" + PROOF),
    ("a PyPI token", "pypi-" + "AgEI" + R[:60]),
    ("an OpenAI key", "sk" + "-proj-" + R[:24] + "T3Blbk" + "FJ" + R[:24]),
    ("an Anthropic key", "sk" + "-ant-api03-" + R[:90]),
    ("a DigitalOcean token", "dop" + "_v1_" + H[:64]),
    ("a Telegram bot token", "234567890:" + "AA" + R[:33]),
    ("an Azure storage key", "Account" + "Key=" + R[:86] + "=="),
    ("a signed token (JWT)", TOKEN),
    ("a private key", "-----BEGIN " + "PRIVATE KEY-----\n" + R[:64] + "\n" + R[:64]),
    ("a private key", "'-----BEGIN RSA " + "PRIVATE KEY-----\\n" + R[:64] + "\\n'"),
    ("a private key", "-----BEGIN EC " + "PRIVATE KEY-----\nVersion: 1\n\n" + R[:64]),
]


@pytest.mark.parametrize(("kind", "secret"), EXAMPLES)
def test_each_form_is_found(kind: str, secret: str) -> None:
    """In the middle of a text, once, where it begins."""
    text = f"a = 1\nb: {secret}\n"
    assert [(kind, text.index(secret.lstrip("'")))] == [(match.kind, match.start) for match in search_providers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "AK" + "IA" + "IOSFODNN7EXAMPLE",
        "AK" + "IA" + "QW7ERT5YU2IOPA3S" + "X",
        "gh" + "p_" + "x" * 36,
        "sk" + "_test_" + R[:24],
        "sk" + "_live_" + "0123456789abcdefghij",
        "pk" + "_live_" + R[:24],
        "gh" + "p_short",
        "-----BEGIN " + "PRIVATE KEY-----",
        "-----BEGIN " + "PUBLIC KEY-----\n" + R[:64],
        "-----BEGIN ENCRYPTED " + "PRIVATE KEY-----\n" + R[:64],
        "-----BEGIN " + "PRIVATE KEY-----\nMIIE...",
        ".".join([part({"alg": "HS256"}), part({"sub": "1234567890", "name": "John Doe"}), R[:43]]),
        "eyJhbGciOi" + ".eyJzdWIiOiIxMjM0" + "." + R[:30],
    ],
)
def test_what_only_looks_alike_is_not(text: str) -> None:
    """Documentation's keys, longer words, test keys, public keys, examples without content."""
    assert [] == list(search_providers(f"a = '{text}'"))


def test_a_checksum_makes_it_certain() -> None:
    """GitHub's and npm's tokens prove themselves."""
    right, wrong = "gh" + "p_" + PROOF, "gh" + "p_" + PROOF[:-1] + "8"
    assert ["high"] == [match.confidence.label for match in search_providers(right)]
    assert ["medium"] == [match.confidence.label for match in search_providers(wrong)]


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    """And the secret of what is found is in the text."""
    assert all(match.text in text for match in search_providers(text))


def test_hostile_texts_take_no_time() -> None:
    """What makes patterns try every way to read it is read once."""
    for text in (
        "-----BEGIN " + "PRIVATE KEY-----\n" + "a: " * 50_000,
        "AK" + "IA" * 100_000,
        "eyJ" * 100_000,
        "a:AA" * 50_000,
    ):
        assert [] == list(search_providers(text))

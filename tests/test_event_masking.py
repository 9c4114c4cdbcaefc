"""What is masked in events, and what is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.event_masking import MASK, Masking

SECRETS = [
    *("password", "PASSWORD", "new_password", "passwd", "userPassword", "pwd", "db-pwd", "passphrase", "passcode"),
    *("secret", "client_secret", "SECRET_KEY", "token", "access_token", "csrf_token", "X-CSRFToken", "tokens[0]"),
    *("Authorization", "proxy-authorization", "Cookie", "Set-Cookie", "session", "sessionid", "PHPSESSID_session"),
    *("api_key", "apiKey", "API-KEY", "x-api-key", "accessKey", "private_key", "signature", "credential", "jwt"),
    *(
        "otp",
        "otp_code",
        "userOtp",
        "pin",
        "user.pin",
        "cvv",
        "card_number",
        "cardNumber",
        "credit-card",
        "ssn",
        "iban",
    ),
    *("auth", "pw", "pass", "sid", "sig", "xsrf"),
]
HARMLESS = [
    *("name", "author", "spinner", "pinned", "compass", "passenger", "keyboard", "hotpot", "side", "design", "panel"),
    *(
        "limit",
        "path",
        "reason",
        "directive",
        "blocked_uri",
        "length",
        "code",
        "key",
        "",
        "ä",
        "field",
        "count",
        "user",
    ),
]


@pytest.mark.parametrize("name", SECRETS)
def test_secret_names_are_hidden(name):
    """A name that says "secret" is one in any spelling."""
    assert Masking().hides(name)


@pytest.mark.parametrize("name", HARMLESS)
def test_near_misses_are_shown(name):
    """A short secret word inside another word hides nothing."""
    assert not Masking().hides(name)


@pytest.mark.parametrize("name", ["patient_id", "PatientID", "X-Patient-Id"])
def test_further_names(name):
    """Names of the app's own are matched in any spelling; without them they are shown."""
    assert Masking(["patient_id"]).hides(name)
    assert not Masking().hides(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://ann:hunter2@db.example/x", "https://***@db.example/x"),
        ("postgresql+psycopg://ann:p@ss@db.example", "postgresql+psycopg://***@db.example"),
        ("redis://:hunter2@cache:6379/0", "redis://***@cache:6379/0"),
        ("//ann@host/", "//***@host/"),
        ("password=hunter2", "password=***"),
        ("a=1&password=hunter2&b=2", "a=1&password=***&b=2"),
        ("https://x.example/?token=abc&page=2", "https://x.example/?token=***&page=2"),
        ('{"password": "hunter2", "b": 1}', '{"password": ***, "b": 1}'),
        ('{"password":"a\\"hunter2","b":1}', '{"password":***,"b":1}'),
        ("{'api_key': 'hunter2'}", "{'api_key': ***}"),
        ('{"secret": ["hunter2", "x"]}', '{"secret": ***'),
        ("password%3Dhunter2", "password%3D***"),
        ("Authorization: Basic aHVudGVyMg==", "Authorization: ***"),
        ("Cookie: a=hunter2; b=hunter2", "Cookie: ***"),
        ("sent Bearer abc123hunter2 along", "sent Bearer *** along"),
        ("got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.hunter2-x", "got ***"),
    ],
)
def test_secrets_in_texts(text, expected):
    """Secrets that can be told by their form are taken out; what stands beside them is kept."""
    assert expected == Masking().text(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "plain words", "https://host.example/path?page=2", "mail ann@example.org", "12:30", "a=b", "C:\\temp"),
        *("Basic authentication failed", "Bearer of bad news", "//host/@user", "author=ann", "eyJ", "//[::1]:80/"),
    ],
)
def test_harmless_texts_are_kept(text):
    """Near misses stay as they are."""
    assert text == Masking().text(text)


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/", "", "/"),
        ("/a b", "", "/a%20b"),
        ("/caf\xc3\xa9", "", "/caf%C3%A9"),
        ("/\n\x1b[31m", "", "/%0A%1B%5B31m"),
        ("/x", "a=1&b=2", "/x?a=***&b=***"),
        ("/x", "hunter2", "/x?***"),
        ("/x", "a=", "/x?a=***"),
        ("/x;token=hunter2", "", "/x;token=***"),
        ("/\u2028", "", "/%E2%80%A8"),
        ("/\ud800", "", "/%ED%A0%80"),
    ],
)
def test_request_uris(path, query, expected):
    """The path is shown percent-encoded, the query without its values."""
    assert expected == Masking().uri(path, query)


@given(
    before=st.text(alphabet="abc /:@?=&;\"'{}[]\\\n", max_size=30),
    name=st.sampled_from(["password", "api_key", "csrfToken"]),
    sign=st.sampled_from(["=", ": ", '": "', "%3D", "': '"]),
)
def test_no_pair_leaks(before, name, sign):
    """Whatever stands before a pair with a secret name, its value is not shown."""
    assert "hunter2" not in Masking().text(f"{before} {name}{sign}hunter2")


def test_a_secret_at_the_end_of_a_long_text_is_cut_off():
    """A URL that is cut inside its user part shows nothing of it, however much shorter masking makes the text."""
    text = f"token={'a' * 8150} https://ann:hunter2hunter2hunter2@host/"
    shown = Masking().text(text)
    assert "hunter" not in shown
    assert "ann" not in shown


@pytest.mark.parametrize(
    "piece", ["a", "//", "//a@", "password", "=", '"', "\\", "a=", 'password="\\', "eyJaaaaaa.", "[", " "]
)
def test_masking_takes_linear_time(piece):
    """No text makes masking dear: a hundred kilobytes of repetition take well under a second."""
    text = piece * (100_000 // len(piece))
    begin = time.process_time()
    Masking().text(text)
    assert time.process_time() - begin < 0.5


def test_the_mask():
    """The mask says nothing about the length of what it stands for."""
    assert "***" == MASK

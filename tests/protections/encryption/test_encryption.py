"""Texts encrypted for one purpose."""

from __future__ import annotations

import string

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flask_hardened.errors import ConfigurationError
from flask_hardened.protections.encryption import functions as encryption
from flask_hardened.protections.encryption.options import EncryptionOptions
from flask_hardened.protections.encryption.protection import current_ring
from tests.conftest import SECRET_KEY
from tests.protections.encryption.conftest import Make

KEYS = [Fernet.generate_key().decode() for _ in range(3)]
same_app = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@same_app
@given(value=st.text(st.characters(exclude_categories=["Cs"])))
def test_texts_come_back(app: Flask, value: str):
    """Whatever UTF-8 holds; and twice the same text is not twice the same ciphertext."""
    first, second = (encryption.encrypt("users.phone", value) for _ in range(2))
    assert value == encryption.decrypt("users.phone", first) == encryption.decrypt("users.phone", second)
    assert first != second


@pytest.mark.parametrize("value", [None, 7, b"x", ["x"], "\ud800"])
def test_other_values_are_not_encrypted(app: Flask, value: object):
    """The message does not hold the value."""
    with pytest.raises(encryption.EncryptionError) as caught:
        encryption.encrypt("users.phone", value)
    assert "users.phone" in str(caught.value)


@pytest.mark.parametrize("purpose", ["users.email", "users.phone ", "Users.phone", "", "users"])
def test_a_value_is_bound_to_its_purpose(app: Flask, events: list[str], purpose: str):
    """Moved to another column it cannot be read; an event says so."""
    text = encryption.encrypt("users.phone", "555")
    with pytest.raises(encryption.DecryptionError) as caught:
        encryption.decrypt(purpose, text)
    assert ["crypt_decrypt_fail"] == events
    assert (purpose, True) == (caught.value.purpose, text not in str(caught.value))


@same_app
@given(data=st.data())
def test_a_changed_value_is_refused(app: Flask, data: st.DataObject):
    """It is decrypted to what was encrypted, or not at all."""
    text = encryption.encrypt("users.phone", "555")
    place = data.draw(st.integers(0, len(text) - 1))
    piece = data.draw(st.text(string.ascii_letters + "-_=+/ \0\né", max_size=2))
    changed = text[:place] + piece + text[place + 1 :]
    try:
        found = encryption.decrypt("users.phone", changed)
    except encryption.DecryptionError:
        return
    assert "555" == found  # base64 has spellings that mean the same bytes


@pytest.mark.parametrize("text", ["", "a", "555", "\ud800", "é", "gAAAAA", "A" * 5000, "\0" * 200])
def test_rubbish_is_refused(app: Flask, text: str):
    """What was never encrypted, such as rows from before the column was."""
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt("users.phone", text)
    assert encryption.needs_rotation("users.phone", text)


def test_rotated_secret_keys(make: Make):
    """Old values are read while their key is a fallback, and need no key once they are rotated."""
    make()
    old = encryption.encrypt("a", "x")
    assert not encryption.needs_rotation("a", old)
    make({"SECRET_KEY": SECRET_KEY[::-1], "SECRET_KEY_FALLBACKS": [SECRET_KEY]})
    assert (True, "x") == (encryption.needs_rotation("a", old), encryption.decrypt("a", old))
    new = encryption.rotate("a", old)
    assert not encryption.needs_rotation("a", new)
    make({"SECRET_KEY": SECRET_KEY[::-1]})
    assert "x" == encryption.decrypt("a", new)
    for function in (encryption.decrypt, encryption.rotate):
        with pytest.raises(encryption.DecryptionError):
            function("a", old)


def test_the_key_of_a_running_app_is_rotated(app: Flask):
    """The ring is made anew when the configuration changes."""
    old = encryption.encrypt("a", "x")
    app.config.update(SECRET_KEY="y" * 40, SECRET_KEY_FALLBACKS=[SECRET_KEY])
    assert (True, "x") == (encryption.needs_rotation("a", old), encryption.decrypt("a", old))


def test_keys_of_their_own(make: Make):
    """The first encrypts, all decrypt, and SECRET_KEY has no part in it."""
    make(encryption=EncryptionOptions(keys=KEYS[1:]))
    old = encryption.encrypt("a", "x")
    make({"SECRET_KEY": "z" * 40}, encryption=EncryptionOptions(keys=KEYS))
    assert (True, "x") == (encryption.needs_rotation("a", old), encryption.decrypt("a", old))
    make(encryption=EncryptionOptions(keys=KEYS[:1]))
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt("a", old)


@pytest.mark.parametrize(
    "keys",
    [
        ["secret-x"],
        ["é" * 44],
        [KEYS[0][:-2]],
        [KEYS[0] + "AAAA"],
        [""],
        [KEYS[0], KEYS[0]],
        "secret-x",
        b"secret-x",
        [7],
    ],
)
def test_keys_that_cannot_be_used(keys: object):
    """The set-up fails, and the message holds no key."""
    with pytest.raises(ConfigurationError) as caught:
        EncryptionOptions(keys=keys)
    assert "EncryptionOptions.keys" in str(caught.value)
    assert "secret-x" not in str(caught.value)
    assert KEYS[0][:20] not in str(caught.value)


def test_no_key_is_shown():
    """Options are printed without them, and a comma-separated text of keys is taken."""
    options = EncryptionOptions(keys=",".join(KEYS))
    assert (3, False) == (len(options.keys), KEYS[0] in repr(options))


def test_blind_indexes(make: Make):
    """The same for the same value, purpose and key only; during a rotation there is one for each key."""
    make(encryption=EncryptionOptions(keys=KEYS[1:2]))
    old = encryption.blind_index("users.email", "a@example.com")
    assert (22, old) == (len(old), encryption.blind_index("users.email", "a@example.com"))
    others = {
        encryption.blind_index("users.email", "b@example.com"),
        encryption.blind_index("users.mail", "a@example.com"),
        encryption.blind_index("users.email", "A@example.com"),
    }
    assert (3, False) == (len(others), old in others)
    make(encryption=EncryptionOptions(keys=KEYS[:2]))
    new = encryption.blind_index("users.email", "a@example.com")
    assert (new, old) == encryption.blind_indexes("users.email", "a@example.com")


def test_a_purpose_for_each_user(app: Flask):
    """More purposes than are kept: all work, and not all of their keys stay in memory."""
    texts = {purpose: encryption.encrypt(purpose, purpose) for purpose in map(str, range(1500))}
    assert all(purpose == encryption.decrypt(purpose, text) for purpose, text in texts.items())
    assert len(current_ring()._ciphers) <= 1024


def test_where_the_keys_are_looked_for(make: Make):
    """Outside an app's context, without the feature, without a key: each error says what to do."""
    with pytest.raises(RuntimeError, match="app_context"):
        encryption.encrypt("a", "x")
    make(encryption=False)
    with pytest.raises(RuntimeError, match="Hardened"):
        encryption.encrypt("a", "x")
    with Flask("plain").app_context(), pytest.raises(RuntimeError, match="Hardened"):
        encryption.encrypt("a", "x")
    make().secret_key = None
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        encryption.encrypt("a", "x")
    with pytest.raises(ValueError, match="key"):
        encryption.EncryptionRing([])


def test_without_cryptography(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """The error names the extra, keys are refused at set-up, and blind indexes work."""
    from flask_hardened.protections.encryption import options

    monkeypatch.setitem(__import__("sys").modules, "cryptography.fernet", None)
    with pytest.raises(RuntimeError, match="flask-hardened"):
        encryption.encrypt("a", "x")
    assert encryption.blind_index("a", "x")
    monkeypatch.setattr(options.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="not installed"):
        EncryptionOptions(keys=KEYS)

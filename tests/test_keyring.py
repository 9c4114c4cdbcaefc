"""Keys that are derived from the app's secrets."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.keyring import Keyring, derive_key


@pytest.mark.parametrize("length", [1, 32, 33, 64, 100])
def test_keys_are_those_of_rfc_5869(length):
    """The result is what another implementation of HKDF makes."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    expected = HKDF(SHA256(), length, b"flask_hardened", b"references/post").derive(b"a secret")
    assert expected == derive_key(b"a secret", "references/post", length)


@given(st.text(), st.text())
def test_purposes_share_no_key(first, second):
    """Two purposes have two keys, and one purpose has one."""
    encodable = [text.encode("utf-8", "replace").decode() for text in (first, second)]
    keys = {derive_key(b"a secret", text) for text in encodable}
    assert len(set(encodable)) == len(keys)


def test_the_current_key_comes_first_then_the_newest_fallback():
    """Flask lists the oldest fallback first; it is tried last."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="now", SECRET_KEY_FALLBACKS=["oldest", "newer"])
    ring = Keyring(bytes.upper)
    assert (b"NOW", b"NEWER", b"OLDEST") == ring.of(app)
    assert ring.of(app) is ring.of(app)


def test_a_changed_key_is_noticed():
    """The ring is made anew when the configuration changes."""
    app = Flask(__name__)
    ring = Keyring(bytes.upper)
    app.config["SECRET_KEY"] = "a"
    assert (b"A",) == ring.of(app)
    app.config["SECRET_KEY"] = "b"
    assert (b"B",) == ring.of(app)


def test_without_a_key_nothing_is_signed():
    """The error names the setting."""
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        Keyring(bytes).of(Flask(__name__))

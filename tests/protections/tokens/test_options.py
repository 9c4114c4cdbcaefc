"""Options: keys that cannot be used, and lifetimes out of bounds, stop the set-up; no message holds a key."""

from __future__ import annotations

from datetime import date

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from flask_hardened.errors import ConfigurationError
from flask_hardened.protections.tokens import keys
from flask_hardened.protections.tokens.keys import TokenKey
from flask_hardened.protections.tokens.options import TokensOptions
from tests.protections.tokens.forging import SECRET, pair


def faults(**given) -> str:
    """Return the message of the error that options raise."""
    with pytest.raises(ConfigurationError) as caught:
        TokensOptions(**given)
    return str(caught.value)


def locked() -> str:
    """Return a private key that needs a password."""
    key = load_pem_private_key(pair("EdDSA")[0].encode(), None)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"pw")).decode()


@pytest.mark.parametrize(
    ("algorithm", "key", "fault"),
    [
        ("HS256", SECRET[:31], "31 bytes"),
        ("HS256", b"", "0 bytes"),
        ("HS256", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI", "key of a pair"),
        ("ES256", SECRET, "no PEM text"),
        ("EdDSA", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no PEM text"),
        ("EdDSA", b"\xff" * 40, "no PEM text"),
        ("EdDSA", None, "no text or bytes"),
        ("HS256", 7, "no text or bytes"),
        ("none", SECRET, "not on offer"),
        ("HS512", SECRET, "not on offer"),
        (None, SECRET, "not on offer"),
    ],
)
def test_keys_that_cannot_be_used(algorithm, key, fault):
    """Each is named by its number and its fault, never quoted."""
    message = faults(keys=[TokenKey(algorithm=algorithm, key=key)])
    assert "TokensOptions.keys: key 1" in message
    assert fault in message
    assert SECRET[:20] not in message


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("algorithm", ["HS256", "ES256", "EdDSA"])
@pytest.mark.parametrize("kind", ["EdDSA", "ES256", "ES384", "ES256K", "RS256"])
def test_each_algorithm_has_its_kind_of_key(kind, algorithm, half):
    """HS256 takes no PEM text, EdDSA takes Ed25519, ES256 takes P-256, whichever half of the pair it is."""
    given = [TokenKey(algorithm=algorithm, key=pair(kind)[half]), TokenKey(algorithm="HS256", key=SECRET)]
    if kind == algorithm:
        assert (half == 0) is TokensOptions(keys=given).keys[0].signs
    else:
        message = faults(keys=given)
        assert pair(kind)[half].splitlines()[1] not in message


def test_a_key_with_a_password():
    """There is nobody to ask for it."""
    assert "without a password" in faults(keys=[TokenKey(algorithm="EdDSA", key=locked())])


def test_a_kid_is_a_text():
    """Anything else would fail when the first token is issued."""
    assert "no text as its kid" in faults(keys=[TokenKey(algorithm="HS256", key=SECRET, kid=7)])


def test_key_pairs_need_a_package(monkeypatch: pytest.MonkeyPatch):
    """The message names it; secrets need nothing."""
    monkeypatch.setattr(keys.importlib.util, "find_spec", lambda name: None)
    assert "cryptography, which is not installed" in faults(keys=[TokenKey(algorithm="ES256", key=pair("ES256")[0])])
    assert TokensOptions(keys=[TokenKey(algorithm="HS256", key=SECRET)]).keys


def test_one_key_has_to_sign():
    """A public key, one that only verifies, and one that ends on a day do not."""
    public = TokenKey(algorithm="EdDSA", key=pair("EdDSA")[1])
    retired = TokenKey(algorithm="HS256", key=SECRET, verify_only=True)
    ending = TokenKey(algorithm="HS256", key=SECRET + "2", until=date(2999, 1, 1))
    assert "none of them signs" in faults(keys=[public, retired, ending])
    assert TokensOptions(keys=[public, retired, ending, TokenKey(algorithm="HS256", key=SECRET + "3")]).keys


def test_names_of_keys():
    """Made from the public part, the same for both halves; two of one name are refused."""
    private, public = (TokenKey(algorithm="EdDSA", key=text) for text in pair("EdDSA"))
    assert (12, private.name) == (len(private.name), public.name)
    assert "same kid" in faults(keys=[private, public])
    assert "same kid" in faults(keys=[TokenKey(algorithm="HS256", key=SECRET + x, kid="a") for x in "xy"])
    assert "a" == TokenKey(algorithm="HS256", key=SECRET, kid="a").name


def test_no_key_is_shown():
    """Neither in the text of a key, nor in that of the options, nor when something else is given for them."""
    assert SECRET not in repr(TokensOptions(keys=[TokenKey(algorithm="HS256", key=SECRET)]))
    for given in (SECRET, SECRET.encode(), [SECRET], {"key": SECRET}, [{"algorithm": "HS256", "key": SECRET}]):
        assert SECRET not in faults(keys=given)


@pytest.mark.parametrize(
    ("field", "bad", "good"),
    [
        ("access_lifetime", (0, -1, 86401), (1, 86400)),
        ("refresh_lifetime", (0, 90 * 86400 + 1), (1, 90 * 86400)),
        ("family_lifetime", (0, 366 * 86400, 100), (365 * 86400, 14 * 86400)),
        ("leeway", (-1, 301), (0, 300)),
        ("reuse_grace", (-1, 61), (0, 60)),
        ("max_size", (0, 511, 65537), (512, 65536)),
    ],
)
def test_bounds(field, bad, good):
    """One below and one above are refused; the ends are taken."""
    for value in bad:
        assert "TokensOptions." in faults(**{field: value})
    for value in good:
        assert value == getattr(TokensOptions(**{field: value}), field)

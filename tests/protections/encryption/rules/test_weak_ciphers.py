"""FHN004: broken ciphers and the mode ECB."""

import pytest

from flask_hardened.protections.encryption.rules.weak_ciphers import weak_ciphers
from tests.audit.asking_source import found, lines

HAZMAT = "from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\n"
CRYPTO = "from Crypto.Cipher import AES, ARC4, Blowfish, DES, DES3\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{HAZMAT}Cipher(algorithms.TripleDES(key), modes.CBC(iv))",
        f"{HAZMAT}Cipher(algorithms.ARC4(key), mode=None)",
        f"{HAZMAT}Cipher(algorithms.AES(key), modes.ECB())",
        f"{CRYPTO}DES.new(key, DES.MODE_CBC, iv)",
        f"{CRYPTO}DES3.new(key, DES3.MODE_ECB)",
        f"{CRYPTO}ARC4.new(key)",
        f"{CRYPTO}Blowfish.new(key, Blowfish.MODE_CBC, iv)",
        f"{CRYPTO}AES.new(key, AES.MODE_ECB)",
        "from Cryptodome.Cipher import AES\nAES.new(key, mode=AES.MODE_ECB)",
        "from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish\nBlowfish(key)",
    ],
)
def test_found_for_ciphers_and_modes(text: str) -> None:
    """Of each library, once for each call."""
    assert [2] == lines(weak_ciphers, text)


@pytest.mark.parametrize(
    "text",
    [
        f"{HAZMAT}Cipher(algorithms.AES(key), modes.GCM(nonce))",
        f"{HAZMAT}Cipher(algorithms.ChaCha20(key, nonce), mode=None)",
        f"{CRYPTO}AES.new(key, AES.MODE_GCM)",
        f"{CRYPTO}AES.new(key, mode)",
        "from cryptography.fernet import Fernet\nFernet(key).encrypt(text)",
        "from drawing import DES\nDES.new(key)",
    ],
)
def test_not_found_for_sound_ones(text: str) -> None:
    """AES-GCM, ChaCha20, Fernet, and a mode that is only known later."""
    assert [] == lines(weak_ciphers, text)


def test_found_with_the_name_of_what_is_broken() -> None:
    """The message says cipher or mode, and nothing of the key."""
    assert ["ECB encrypts equal blocks equally."] == [
        each.message
        for each in found(weak_ciphers, f"{HAZMAT}Cipher(algorithms.AES(b'0123456789abcdef'), modes.ECB())")
    ]

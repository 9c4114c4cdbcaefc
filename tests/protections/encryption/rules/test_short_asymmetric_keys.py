"""FHN007: key pairs that are too short."""

import pytest

from flask_hardened.protections.encryption.rules.short_asymmetric_keys import short_asymmetric_keys
from tests.audit.asking_source import lines

IMPORTS = """
import paramiko
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
"""


@pytest.mark.parametrize(
    "text",
    [
        "rsa.generate_private_key(public_exponent=65537, key_size=1024)",
        "rsa.generate_private_key(65537, 1024)",
        "dsa.generate_private_key(1024)",
        "ec.generate_private_key(ec.SECP192R1())",
        "RSA.generate(1024)",
        "RSA.generate(bits=2 * 512)",
        "paramiko.RSAKey.generate(bits=1024)",
    ],
)
def test_found_for_short_keys(text: str) -> None:
    """By position or by name."""
    assert [6] == lines(short_asymmetric_keys, IMPORTS.lstrip("\n") + "\n\n" + text)


@pytest.mark.parametrize(
    "text",
    [
        "rsa.generate_private_key(public_exponent=65537, key_size=2048)",
        "rsa.generate_private_key(65537, size)",
        "ec.generate_private_key(ec.SECP256R1())",
        "RSA.generate(4096)",
        "paramiko.RSAKey.generate(bits=app.config['BITS'])",
    ],
)
def test_not_found_for_long_ones(text: str) -> None:
    """2048 bits are the least; what is only known later is not reported."""
    assert [] == lines(short_asymmetric_keys, IMPORTS + text)

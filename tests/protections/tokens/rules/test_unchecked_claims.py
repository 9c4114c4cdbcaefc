"""FHJ009: claims of tokens that are not checked."""

import pytest

from flask_hardened.protections.tokens.rules.unchecked_claims import unchecked_claims
from tests.audit.asking_source import found, lines


@pytest.mark.parametrize("option", ["verify_exp", "verify_aud", "verify_iss", "verify_nbf"])
def test_found_for_each_option(option: str) -> None:
    """The message names it."""
    text = f'import jwt\njwt.decode(token, key, algorithms=["HS256"], options={{"{option}": False}})'
    (finding,) = found(unchecked_claims, text)
    assert option in finding.message


@pytest.mark.parametrize(
    "options",
    ['{"verify_exp": True}', '{"verify_signature": False, "verify_exp": False}', '{"require": ["exp"]}', "options"],
)
def test_not_found_for_checked_ones(options: str) -> None:
    """Where not even the signature is checked, another rule says so."""
    assert [] == lines(unchecked_claims, f'import jwt\njwt.decode(token, key, algorithms=["HS256"], options={options})')

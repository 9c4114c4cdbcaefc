"""FHJ008: tokens that choose themselves how they are checked."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.tokens.rules.unpinned_algorithms import unpinned_algorithms
from tests.audit.asking_source import found, lines

IMPORTS = "import jwt\nfrom jose import jwt as jose\n"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("jwt.decode(token, key)", Severity.MEDIUM),
        ("jose.decode(token, key)", Severity.HIGH),
        ("jwt.decode(token, key, algorithms=None)", Severity.MEDIUM),
        ('jwt.decode(token, key, algorithms=["none"])', Severity.HIGH),
        ('jwt.decode(token, key, algorithms="none")', Severity.HIGH),
        ('jwt.decode(token, key, ["HS256", "None"])', Severity.HIGH),
        (
            'header = jwt.get_unverified_header(token); jwt.decode(token, key, algorithms=[header["alg"]])',
            Severity.HIGH,
        ),
        ('jwt.decode(token, key, algorithms=["HS256", "RS256"])', Severity.MEDIUM),
        ('jwt.encode(claims, None, algorithm="none")', Severity.HIGH),
    ],
)
def test_found_where_the_token_decides(text: str, severity: Severity) -> None:
    """No list, none in it, the header's own word, or a secret beside a public key."""
    assert [severity] == [each.severity for each in found(unpinned_algorithms, IMPORTS + text)]


@pytest.mark.parametrize(
    "text",
    [
        'jwt.decode(token, key, algorithms=["HS256"])',
        'jwt.decode(token, key, algorithms=["RS256", "ES256"])',
        'ALGORITHMS = ("HS256",)\njwt.decode(token, key, algorithms=ALGORITHMS)',
        "jwt.decode(token, key, algorithms=app.config['ALGORITHMS'])",
        "jwt.decode(token, key, algorithms=[chosen(), 'RS256'])",
        "jwt.decode(token, **options)",
        'jwt.decode(token, options={"verify_signature": False})',
        'jwt.encode(claims, key, algorithm="HS256")',
        "json.decode(token, key)",
    ],
)
def test_not_found_where_it_is_pinned(text: str) -> None:
    """By a constant, by the configuration, or not to be seen here; unchecked ones have a rule of their own."""
    assert [] == lines(unpinned_algorithms, IMPORTS + text)

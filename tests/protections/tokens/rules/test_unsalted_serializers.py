"""FHJ014: signed values that fit in each other's places."""

import pytest

from flask_hardened.protections.tokens.rules.unsalted_serializers import unsalted_serializers
from tests.audit.asking_source import lines

IMPORTS = "from itsdangerous import URLSafeTimedSerializer as Serializer\n"


def test_found_for_two_purposes() -> None:
    """One link is as good as the other."""
    text = f"{IMPORTS}reset = Serializer(key).dumps(user.id)\nleave = Serializer(key).dumps(user.id)"
    assert [2, 3] == lines(unsalted_serializers, text)


@pytest.mark.parametrize(
    "text",
    [
        "reset = Serializer(key).dumps(user.id)",
        "reset = Serializer(key).dumps(user.id)\nuser_id = Serializer(key).loads(token)",
        "reset = Serializer(key, salt='reset').dumps(1)\nleave = Serializer(key, 'leave').dumps(1)",
        "reset = Serializer(key).dumps(1, salt='reset')\nleave = Serializer(key).dumps(1, salt='leave')",
        "reset = Serializer(key, **options).dumps(1)\nleave = Serializer(key, **options).dumps(1)",
    ],
)
def test_not_found_for_one_purpose_or_salts(text: str) -> None:
    """What is signed in one place, and read in another, has one purpose."""
    assert [] == lines(unsalted_serializers, IMPORTS + text)

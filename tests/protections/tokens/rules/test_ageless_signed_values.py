"""FHJ013: signed values that are good for ever."""

import pytest

from flask_hardened.protections.tokens.rules.ageless_signed_values import ageless_signed_values
from tests.audit.asking_source import lines

IMPORTS = "from itsdangerous import TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer\n"


@pytest.mark.parametrize(
    "text",
    [
        "URLSafeTimedSerializer(key).loads(token)",
        "serializer = URLSafeTimedSerializer(key); serializer.loads(token, salt='reset')",
        "URLSafeTimedSerializer(key).loads(token, max_age=None)",
        "TimestampSigner(key).unsign(value)",
    ],
)
def test_found_without_a_greatest_age(text: str) -> None:
    """Through a variable, too."""
    assert [2] == lines(ageless_signed_values, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "URLSafeTimedSerializer(key).loads(token, max_age=3600)",
        "URLSafeTimedSerializer(key).loads(token, 3600)",
        "URLSafeTimedSerializer(key).loads(token, **options)",
        "URLSafeSerializer(key).loads(token)",
        "TimestampSigner(key).unsign(value, max_age=60)",
        "URLSafeTimedSerializer(key).dumps(user.id)",
        "json.loads(token)",
    ],
)
def test_not_found_with_one(text: str) -> None:
    """Serializers without a time have none to look at."""
    assert [] == lines(ageless_signed_values, IMPORTS + text)

"""FHN009: UUIDs that can be computed, used as secrets."""

import pytest

from flask_hardened.protections.encryption.rules.uuid_secrets import uuid_secrets
from tests.audit.asking_source import lines


@pytest.mark.parametrize(
    "text",
    [
        "reset_token = str(uuid.uuid1())",
        "user.api_key = uuid.uuid1().hex",
        "session_id = uuid.uuid5(uuid.NAMESPACE_DNS, name)",
        "def new_session_key(): return uuid.uuid3(NAMESPACE, email)",
    ],
)
def test_found_for_secrets(text: str) -> None:
    """From the time, or from a name."""
    assert [2] == lines(uuid_secrets, f"import uuid\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        "reset_token = str(uuid.uuid4())",
        "order_id = uuid.uuid1()",
        "token_id = Column(default=uuid.uuid1)",
        "event = Event(id=uuid.uuid5(NAMESPACE, name))",
    ],
)
def test_not_found_for_identifiers(text: str) -> None:
    """And for uuid4, which is random."""
    assert [] == lines(uuid_secrets, f"import uuid\n{text}")

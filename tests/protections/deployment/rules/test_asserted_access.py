"""FHD015: access that is checked by assert."""

import pytest

from flask_hardened.protections.deployment.rules.asserted_access import asserted_access
from tests.audit.asking_source import found, lines


@pytest.mark.parametrize(
    ("test", "name"),
    [
        ("current_user.is_admin", "is_admin"),
        ('user.has_role("editor"), "not allowed"', "has_role"),
        ("check_password_hash(user.password_hash, password)", "check_password_hash"),
        ("current_user.is_authenticated and post", "is_authenticated"),
        ("hmac.compare_digest(sent, expected)", "compare_digest"),
    ],
)
def test_found_for_access(test: str, name: str) -> None:
    """The message names what is asked for."""
    (finding,) = found(asserted_access, f"def view(user):\n    assert {test}\n    return page()")
    assert (2, True) == (finding.location.line, finding.message.startswith(f"{name} is checked by assert"))


@pytest.mark.parametrize(
    "test",
    [
        "current_user is not None",
        "isinstance(current_user, User)",
        "user.has_role is not None",
        "len(posts) == 3",
        "isinstance(user.is_admin, bool)",
    ],
)
def test_not_found_for_types(test: str) -> None:
    """They tell a type checker something, or the reader."""
    assert [] == lines(asserted_access, f"def view(user):\n    assert {test}\n")


def test_not_found_for_refusals() -> None:
    """What should be written instead."""
    assert [] == lines(asserted_access, "def view():\n    if not current_user.is_admin:\n        abort(403)\n")

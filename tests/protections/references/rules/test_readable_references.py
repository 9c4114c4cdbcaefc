"""FHI001: references whose ids can be read."""

import pytest

from flask_hardened.protections.references.options import ReferencesOptions
from flask_hardened.protections.references.rules.readable_references import readable_references
from tests.audit.asking import hardened_app, places, plain_app

ENCRYPTED = ReferencesOptions(encrypted=True)


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        ('/<ref("post"):id>', True),
        ("/<ref('post'):id>", True),
        ('/<ref("post", encrypted=False):id>', ENCRYPTED),
        ('/<ref("post", encrypted=True):id>/<ref("user"):user>', True),
    ],
)
def test_found_for_signed_ones(rule: str, options: ReferencesOptions | bool) -> None:
    """By default, or by what the rule says."""
    app = hardened_app(references=options)
    app.add_url_rule(rule, "view", lambda **ids: "")
    assert ["view"] == places(readable_references, app)


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        ('/<ref("post", encrypted=True):id>', True),
        ('/<ref("post"):id>', ENCRYPTED),
        ("/<int:id>", True),
        ("/<int:ref>", True),
    ],
)
def test_not_found_for_encrypted_ones(rule: str, options: ReferencesOptions | bool) -> None:
    """Nor for URLs without references, which are another room's."""
    app = hardened_app(references=options)
    app.add_url_rule(rule, "view", lambda **ids: "")
    assert [] == places(readable_references, app)
    assert [] == places(readable_references, plain_app())

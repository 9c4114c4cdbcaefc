"""FHF006: tokens that nobody checks."""

from pathlib import Path

from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import run
from flask_hardened.protections import CATALOG
from flask_hardened.protections.csrf.rules.unchecked_tokens import unchecked_tokens
from tests.audit.asking import hardened_app, places, plain_app, read


def test_found_when_switched_off() -> None:
    """Once: the refusal to start does not say it a second time."""
    app = hardened_app({"WTF_CSRF_ENABLED": False})
    assert ["WTF_CSRF_ENABLED"] == places(unchecked_tokens, app)
    report = run(find_rules(CATALOG), read(app), Path())
    assert ["FHF006"] == [each.code for each in report.findings if each.location.setting == "WTF_CSRF_ENABLED"]


def test_not_found_when_unset_or_without_the_feature() -> None:
    """Without the feature another rule speaks."""
    assert [] == places(unchecked_tokens, hardened_app())
    assert [] == places(unchecked_tokens, hardened_app({"WTF_CSRF_ENABLED": True}))
    assert [] == places(unchecked_tokens, hardened_app({"WTF_CSRF_ENABLED": False}, csrf=False))
    assert [] == places(unchecked_tokens, plain_app(WTF_CSRF_ENABLED=False))

"""FHZ001: HTML is parsed by bleach."""

from flask_hardened.protections.sanitizing.options import SanitizingOptions
from flask_hardened.protections.sanitizing.rules.bleach_engine import bleach_engine
from tests.audit.asking import hardened_app, places, plain_app


def test_found() -> None:
    """The engine is bleach."""
    app = hardened_app(sanitizing=SanitizingOptions(engine="bleach"))
    assert ["HARDENED_SANITIZING_ENGINE"] == places(bleach_engine, app)


def test_not_found_with_nh3() -> None:
    """The default, and apps without the room."""
    assert [] == places(bleach_engine, hardened_app())
    assert [] == places(bleach_engine, hardened_app(sanitizing=False))
    assert [] == places(bleach_engine, plain_app())

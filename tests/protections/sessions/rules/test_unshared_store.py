"""FHS005: a store that each worker has for itself."""

from flask_hardened.protections.sessions.rules.unshared_store import unshared_store
from tests.audit.asking import hardened_app, places, plain_app

PRODUCTION = {"TESTING": False, "HARDENED_HOSTS_ALLOWED": ["www.example.com"]}


def test_found_for_memory_in_production() -> None:
    """Named, or because the feature is off; limits alone are enough."""
    memory = {**PRODUCTION, "HARDENED_STORAGE_URI": "memory://"}
    assert ["HARDENED_STORAGE_URI"] == places(unshared_store, hardened_app(memory))
    assert ["HARDENED_STORAGE_URI"] == places(unshared_store, hardened_app(memory, sessions=False))
    assert ["HARDENED_STORAGE_URI"] == places(unshared_store, hardened_app(PRODUCTION, storage=False))


def test_not_found_in_tests_and_for_what_is_shared() -> None:
    """One process is enough for tests; by default production has a file."""
    assert [] == places(unshared_store, hardened_app({"HARDENED_STORAGE_URI": "memory://"}))
    assert [] == places(unshared_store, hardened_app(PRODUCTION))
    assert [] == places(unshared_store, hardened_app({**PRODUCTION, "HARDENED_STORAGE_URI": "redis://localhost"}))
    unused = hardened_app({**PRODUCTION, "HARDENED_STORAGE_URI": "memory://"}, sessions=False, rate_limit=False)
    assert [] == places(unshared_store, unused)
    assert [] == places(unshared_store, plain_app())

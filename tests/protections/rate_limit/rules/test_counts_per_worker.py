"""FHL008: each worker counts for itself."""

import pytest
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from flask_hardened.protections.rate_limit.rules.counts_per_worker import counts_per_worker
from tests.audit.asking import places, plain_app
from tests.audit.extensions_for_tests import hardened
from tests.conftest import SECRET_KEY


@pytest.mark.filterwarnings("ignore:Using the in-memory storage")
def test_found_for_memory() -> None:
    """By default, or said."""
    for config in ({}, {"RATELIMIT_STORAGE_URI": "memory://"}):
        app = plain_app(**config)
        Limiter(get_remote_address, app=app)
        assert ["RATELIMIT_STORAGE_URI"] == places(counts_per_worker, app)


def test_not_found_for_a_shared_storage() -> None:
    """Nor in tests, nor where we count in its place, nor without one."""
    app = plain_app()
    Limiter(get_remote_address, app=app, storage_uri="redis://127.0.0.1:1")
    assert [] == places(counts_per_worker, app)
    app = plain_app(TESTING=True)
    Limiter(get_remote_address, app=app, storage_uri="memory://")
    assert [] == places(counts_per_worker, app)
    app = plain_app(SECRET_KEY=SECRET_KEY)
    limiter = Limiter(get_remote_address, storage_uri="memory://")
    assert [] == places(counts_per_worker, hardened(app, limiter=limiter))
    assert [] == places(counts_per_worker, plain_app())

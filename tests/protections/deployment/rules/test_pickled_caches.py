"""FHD027: caches of pickles that others write."""

from pathlib import Path

import pytest

from flask_hardened.protections.deployment.rules.pickled_caches import pickled_caches
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import app_with, severities


@pytest.mark.parametrize(
    ("config", "found"),
    [({"CACHE_REDIS_URL": "redis://cache.example.com"}, [("CACHE_REDIS_URL", "medium")]),
     ({"CACHE_REDIS_URL": "redis://:x7Kq2mPv@cache.example.com"}, [("CACHE_REDIS_URL", "medium")]),
     ({"CACHE_REDIS_HOST": "redis"}, [("CACHE_REDIS_HOST", "low")]),
     ({"CACHE_MEMCACHED_SERVERS": ["m.example.com:11211"]}, [("CACHE_MEMCACHED_SERVERS", "medium")])],
)  # fmt: skip
def test_found_for_servers_that_others_may_write_to(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """Without a password, or in clear text."""
    assert found == severities(pickled_caches, app_with("flask_caching", config))


def test_found_for_a_folder_that_everybody_writes(tmp_path: Path) -> None:
    """Not for one of its own."""
    shared, own = tmp_path / "shared", tmp_path / "own"
    for folder, mode in ((shared, 0o777), (own, 0o700)):
        folder.mkdir()
        folder.chmod(mode)
    for folder, found in ((shared, [("CACHE_DIR", "medium")]), (own, [])):
        app = app_with("flask_caching", {"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": str(folder)})
        assert found == severities(pickled_caches, app)


@pytest.mark.parametrize(
    "config",
    [{}, {"CACHE_REDIS_URL": "redis://localhost"}, {"CACHE_REDIS_URL": "rediss://:x7Kq2mPv@cache.example.com"},
     {"CACHE_REDIS_HOST": "127.0.0.1"}, {"REDIS_URL": "redis://cache.example.com"}, {"CACHE_TYPE": "SimpleCache"}],
)  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Nor for another use of Redis, nor without Flask-Caching."""
    assert [] == severities(pickled_caches, app_with("flask_caching", config))
    assert [] == severities(pickled_caches, plain_app(CACHE_REDIS_URL="redis://cache.example.com"))

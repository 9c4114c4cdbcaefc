"""FHD020: databases under passwords that everybody tries."""

import pytest

from flask_hardened.protections.deployment.rules.usual_service_passwords import usual_service_passwords
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities


@pytest.mark.parametrize(("config", "found"), [
    ({"SQLALCHEMY_DATABASE_URI": "postgresql://postgres:postgres@db.example.com/a"}, [("SQLALCHEMY_DATABASE_URI", "high")]),
    ({"SQLALCHEMY_DATABASE_URI": "mysql+pymysql://shop:shop@db.example.com/a"}, [("SQLALCHEMY_DATABASE_URI", "high")]),
    ({"SQLALCHEMY_DATABASE_URI": "postgresql://postgres:postgres@localhost/a"}, [("SQLALCHEMY_DATABASE_URI", "low")]),
    ({"CELERY_BROKER_URL": "amqp://guest:guest@broker//"}, [("CELERY_BROKER_URL", "low")]),
    ({"SQLALCHEMY_BINDS": {"logs": {"url": "postgresql://a:admin@db.example.com/l"}}}, [("SQLALCHEMY_BINDS", "high")]),
    ({"REDIS_URL": "redis://cache.example.com/0"}, [("REDIS_URL", "medium")]),
    ({"CELERY": {"broker_url": "redis://:redis@q.example.com"}}, [("CELERY", "high")]),
    ({"MONGO_URI": "mongodb+srv://u:changeme@m.example.com/a"}, [("MONGO_URI", "high")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """As the app has them."""
    assert found == severities(usual_service_passwords, plain_app(**config))


@pytest.mark.parametrize("config", [
    {}, {"SQLALCHEMY_DATABASE_URI": "sqlite:///app.db"}, {"SQLALCHEMY_DATABASE_URI": "postgresql://a@db.example.com/a"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql://a:x7Kq2mPv@db.example.com/a"}, {"REDIS_URL": "redis://localhost/0"},
    {"REDIS_URL": "redis://redis:6379/0"}, {"RATELIMIT_STORAGE_URI": "memory://"}, {"CELERY_RESULT_BACKEND": "rpc://"},
    {"MAIL_SERVER": "mail.example.com"}, {"SQLALCHEMY_DATABASE_URI": 7}, {"SQLALCHEMY_BINDS": ["x"]},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Near misses, and nothing at all."""
    assert [] == severities(usual_service_passwords, plain_app(**config))

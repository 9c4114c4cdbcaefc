"""FHD022: databases over the network in clear text."""

import pytest

from flask_hardened.protections.deployment.rules.plain_service_connections import plain_service_connections
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities


@pytest.mark.parametrize(("config", "found"), [
    ({"SQLALCHEMY_DATABASE_URI": "postgresql://a@db.example.com/a"}, [("SQLALCHEMY_DATABASE_URI", "medium")]),
    ({"SQLALCHEMY_DATABASE_URI": "postgresql://a@db/a"}, [("SQLALCHEMY_DATABASE_URI", "low")]),
    ({"SQLALCHEMY_DATABASE_URI": "postgresql://a@db.example.com/a?sslmode=prefer"}, [("SQLALCHEMY_DATABASE_URI", "medium")]),
    ({"SQLALCHEMY_DATABASE_URI": "postgresql://a@db.example.com/a?sslmode=require"}, [("SQLALCHEMY_DATABASE_URI", "low")]),
    ({"REDIS_URL": "redis://:x@cache.example.com"}, [("REDIS_URL", "medium")]),
    ({"REDIS_URL": "rediss://:x@cache.example.com?ssl_cert_reqs=none"}, [("REDIS_URL", "low")]),
    ({"ELASTICSEARCH_URL": "http://search.example.com:9200"}, [("ELASTICSEARCH_URL", "medium")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """As the app has them."""
    assert found == severities(plain_service_connections, plain_app(**config))


@pytest.mark.parametrize("config", [
    {}, {"SQLALCHEMY_DATABASE_URI": "sqlite:///app.db"}, {"SQLALCHEMY_DATABASE_URI": "postgresql:///a"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql://a@127.0.0.1/a"}, {"SQLALCHEMY_DATABASE_URI": "postgresql://a@[::1]/a"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql://a@db.example.com/a?sslmode=verify-full"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql://a@db.example.com/a",
     "SQLALCHEMY_ENGINE_OPTIONS": {"connect_args": {"sslmode": "verify-full"}}},
    {"SQLALCHEMY_DATABASE_URI": "mysql://a@db.example.com/a?ssl_ca=ca.pem"}, {"REDIS_URL": "rediss://cache.example.com"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql:///a?host=/run/postgresql"}, {"REDIS_URL": "redis+unix:///run/r.sock"},
    {"MONGO_URI": "mongodb+srv://m.example.com/a"}, {"CELERY_BROKER_URL": "amqps://q.example.com"},
    {"SQLALCHEMY_DATABASE_URI": "bigquery://project"}, {"CELERY_BROKER_URL": "sqs://"},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Near misses, and nothing at all."""
    assert [] == severities(plain_service_connections, plain_app(**config))

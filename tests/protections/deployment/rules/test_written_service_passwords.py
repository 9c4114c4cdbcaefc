"""FHD021: passwords of servers that stand in a file."""

import pytest

from flask_hardened.protections.deployment.rules.written_service_passwords import written_service_passwords
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities


@pytest.mark.parametrize(("config", "found"), [
    ({"SQLALCHEMY_DATABASE_URI": "postgresql://a:x7Kq2mPv@db/a"}, [("SQLALCHEMY_DATABASE_URI", "low")]),
    ({"MONGO_URI": "mongodb://a:x7Kq2mPv@db/a"}, [("MONGO_URI", "low")]),
    ({"CELERY_BROKER_URL": "redis://:x7Kq2mPv@q/0", "CELERY_RESULT_BACKEND": "redis://:x7Kq2mPv@q/0"},
     [("CELERY_BROKER_URL", "low")]),
    ({"MAIL_SERVER": "mail.example.com", "MAIL_PASSWORD": "x7Kq2mPv"}, [("MAIL_SERVER", "low")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """As the app has them."""
    assert found == severities(written_service_passwords, plain_app(**config))


@pytest.mark.parametrize("config", [
    {}, {"SQLALCHEMY_DATABASE_URI": "postgresql://a@db/a"}, {"SQLALCHEMY_DATABASE_URI": "postgresql://a:admin@db/a"},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Near misses, and nothing at all."""
    assert [] == severities(written_service_passwords, plain_app(**config))


def test_not_found_for_what_the_environment_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password itself, or the whole address."""
    address = "postgresql://shop:x7Kq2mPv@db/shop"
    for name, value in (("DB_PASSWORD", "x7Kq2mPv"), ("DATABASE_URL", address)):
        with monkeypatch.context() as changed:
            changed.setenv(name, value)
            app = plain_app(SQLALCHEMY_DATABASE_URI=address)
            assert [] == severities(written_service_passwords, app)

"""FHD026: mail in clear text."""

import pytest

from flask_hardened.protections.deployment.rules.plain_mail import plain_mail
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities


@pytest.mark.parametrize(("config", "found"), [
    ({"MAIL_SERVER": "mail.example.com", "MAIL_PASSWORD": "x7Kq2mPv"}, [("MAIL_USE_TLS", "medium")]),
    ({"MAIL_SERVER": "mail.example.com"}, [("MAIL_USE_TLS", "low")]),
    ({"MAIL_SERVER": "mail", "MAIL_PASSWORD": "x7Kq2mPv"}, [("MAIL_USE_TLS", "low")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """As the app has them."""
    assert found == severities(plain_mail, plain_app(**config))


@pytest.mark.parametrize("config", [
    {}, {"MAIL_SERVER": "localhost", "MAIL_PASSWORD": "x"}, {"MAIL_SERVER": "mail.example.com", "MAIL_USE_TLS": True},
    {"MAIL_SERVER": "mail.example.com", "MAIL_USE_SSL": True}, {"MAIL_PASSWORD": "x"}, {"MAIL_SERVER": None},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Near misses, and nothing at all."""
    assert [] == severities(plain_mail, plain_app(**config))

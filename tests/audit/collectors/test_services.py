"""Addresses of services become facts, and nothing of them is kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from flask_hardened.audit.collectors.services import service, services

KEYS = ["SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_BINDS", "MONGO_URI", "CELERY", "CELERY_BROKER_URL", "REDIS_URL",
        "CACHE_REDIS_HOST", "CACHE_MEMCACHED_SERVERS", "MAIL_SERVER", "SESSION_REDIS", "SQLALCHEMY_ENGINE_OPTIONS"]  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
SECRET = st.text(st.sampled_from("bcdfghjkmnpqrstvwxyzBCDFGHJK2346789!?@/:"), min_size=8, max_size=40)


@pytest.mark.parametrize(
    ("address", "scheme", "channel", "credential"),
    [
        ("postgresql+psycopg2://a:x7Kq2mPv@db.example.com/a", "postgresql", "plain", "own"),
        ("postgresql://a:x%40y%2Fz7Kq@db.example.com/a?sslmode=verify-full", "postgresql", "encrypted", "own"),
        ("postgresql://a:p@ss@word@db.example.com/a", "postgresql", "plain", "own"),
        ("mysql+pymysql://root:root@127.0.0.1/a", "mysql", "local", "usual"),
        ("mysql://a:b7Kq2mPv@h.example.com/a?unix_socket=/run/m.sock", "mysql", "local", "own"),
        ("mysql://a@h.example.com/a?ssl_mode=DISABLED", "mysql", "plain", "none"),
        ("mysql://a@h.example.com/a?ssl_mode=VERIFY_IDENTITY", "mysql", "encrypted", "none"),
        ("redis://:changeme@cache:6379/0", "redis", "plain", "usual"),
        ("valkeys://cache.example.com", "valkeys", "encrypted", "none"),
        ("mongodb://u:U@m1.example.com,m2.example.com/a?tls=true", "mongodb", "encrypted", "own"),
        ("mongodb+srv://u:u@m.example.com", "mongodb", "encrypted", "usual"),
        ("db+postgresql://a@localhost/r", "postgresql", "local", "none"),
        ("https://u:x7Kq2mPv@search.example.com", "https", "encrypted", "own"),
    ],
)
def test_an_address_is_read(address: str, scheme: str, channel: str, credential: str) -> None:
    """Drivers, several hosts, sockets, passwords with the marks of addresses in them."""
    facts = service("REDIS_URL", "cache", address, {})
    assert facts is not None
    assert (scheme, channel, credential) == (facts.scheme, facts.channel, facts.credential)


@pytest.mark.parametrize(
    "address", ["", "sqlite:///a.db", "memory://", "rpc://", "cache+memory://", "localhost", "redis+unix:///r"]
)
def test_what_is_no_server_is_left_alone(address: str) -> None:
    """Files, memories, and words."""
    assert None is service("REDIS_URL", "cache", address, {})


def test_one_server_under_several_names_is_one() -> None:
    """All its settings are named."""
    (found,) = services({"REDIS_URL": "redis://a", "CELERY_BROKER_URL": "redis://a", "MAIL_SERVER": None})
    assert {"REDIS_URL", "CELERY_BROKER_URL"} == {*found.settings}


def test_a_url_object_is_read_with_its_password() -> None:
    """SQLAlchemy's own text of it has three stars instead."""
    (found,) = services({"SQLALCHEMY_DATABASE_URI": make_url("postgresql://a:postgres@db.example.com/a")})
    assert "usual" == found.credential


@given(config=st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_nothing_in_a_configuration_makes_it_crash(config: dict[str, Any]) -> None:
    """Whatever somebody has put there."""
    services(config)


@given(password=SECRET, user=SECRET, host=SECRET)
def test_no_part_of_an_address_is_kept(password: str, user: str, host: str) -> None:
    """Not the password, the user or the host, quoted or not."""
    for written in (password, quote(password, safe="")):
        config = {
            "SQLALCHEMY_DATABASE_URI": f"postgresql://{quote(user, safe='')}:{written}@{host}.example/a",
            "SQLALCHEMY_BINDS": {user: f"mysql://{written}:{written}@{host}"},
            "CELERY": {"broker_url": f"redis://:{written}@{host}"},
            "MAIL_SERVER": host,
            "MAIL_PASSWORD": password,
        }
        shown = repr(services(config))
        assert [] == [each for each in (password, written, user, host) if each in shown]

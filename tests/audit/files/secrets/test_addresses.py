"""Passwords inside addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.files.secrets.addresses import search_addresses

PASSWORD = "Wq7" + "miDt"


@pytest.mark.parametrize(
    ("address", "local"),
    [
        (f"postgresql+psycopg2://shop:{PASSWORD}@db.internal:5432/shop", False),
        (f"redis://:{PASSWORD}@cache:6379", False),
        (f"amqp://shop:{PASSWORD}@10.0.0.3//", False),
        (f"https://anna:{PASSWORD}@git.internal/a.git", False),
        (f"mysql://root:{PASSWORD}@127.0.0.1/shop", True),
        (f"mysql://root:{PASSWORD}@[::1]/shop", True),
        (f"mongodb+srv://shop:{PASSWORD}@cluster0.abcde.mongodb.net", False),
    ],
)
def test_found(address: str, local: bool) -> None:
    """Whatever the scheme; addresses of the machine itself are known as such."""
    found = list(search_addresses(f"x = '{address}'"))
    assert [(PASSWORD, local)] == [(each.text, each.local) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/a:b@c",
        "postgresql://user:password@db.internal/shop",
        "postgresql://shop:${PASSWORD}@db.internal/shop",
        "postgresql://shop:{password}@db.internal/shop",
        "postgresql://shop:<password>@db.internal/shop",
        "postgresql://postgres:postgres@db/shop",
        f"https://anna:{PASSWORD}@api.example.com/",
        f"https://anna:{PASSWORD}@your-host/",
        "firebird://sysdba:masterkey@10.0.0.3/a",
        "https://db.internal:5432/shop@main",
        "git@github.com:a/b.git",
        f"anna:{PASSWORD}@db.internal",
    ],
)
def test_not_found(text: str) -> None:
    """Ports, paths, placeholders, references, defaults, examples, and what is no address."""
    assert [] == list(search_addresses(text))


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    """And a password of more than signs is one."""
    assert all(each.text for each in search_addresses(f"a://b:{text}@c.internal"))

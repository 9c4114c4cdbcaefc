"""Whether what an address gives can be changed on its way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.dependencies.addresses import has_hash, is_clear, is_loopback, is_remote


@pytest.mark.parametrize(
    "address", ["http://a.example", "HTTP://a.example/x", "git+http://a.example/x.git", "git://a.example/x", "ftp://a/x",
                "http://user:pw@a.example:80/", "http://192.0.2.1/", "http://[2001:db8::1]/", "http://localhost.evil/"],
)  # fmt: skip
def test_clear(address: str) -> None:
    """Nobody vouches for what comes."""
    assert is_clear(address)


@pytest.mark.parametrize(
    "address", ["https://a.example", "git+https://a.example/x.git", "git+ssh://git@a.example/x", "ssh://a.example", "",
                "file:///srv", "./x", "http://localhost:1/", "http://127.8.8.8/", "http://[::1]/", "http:///x", "http://[",
                "http://packages.localhost/"],
)  # fmt: skip
def test_not_clear(address: str) -> None:
    """Encrypted, or of this machine, or no address."""
    assert not is_clear(address)


def test_remote() -> None:
    """A folder is none."""
    assert is_remote("https://a.example")
    assert [] == [each for each in ("file:///srv", "./x", "/srv", "", "http://[") if is_remote(each)]


def test_hashes() -> None:
    """In the fragment, also beside other words; MD5 is none."""
    assert has_hash("http://a/x.zip#sha256=00")
    assert has_hash("http://a/x.zip#egg=x&sha512=00")
    assert [] == [each for each in ("http://a/x.zip", "http://a/x.zip#md5=0", "http://a/sha256=0") if has_hash(each)]


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    """Nothing raises, and what is clear is remote."""
    assert not is_clear(text) or is_remote(text)
    assert isinstance(is_loopback(text), bool)

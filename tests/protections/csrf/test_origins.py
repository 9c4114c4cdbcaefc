"""Origins are read strictly, and compared in one spelling."""

from __future__ import annotations

import pytest
from ada_url import URL
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.csrf.origins import exact_origin, is_own, origin_of_url, own_origin


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://a.example", "https://a.example"),
        ("HTTPS://A.Example:443", "https://a.example"),
        ("http://a.example:443", "http://a.example:443"),
        ("http://[::1]:5000", "http://[::1]:5000"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("null", None),
        ("", None),
        ("https://", None),
        ("https://a.example/", None),
        ("https://a.example https://b.example", None),
        ("https://user@a.example", None),
        ("ftp://a.example", None),
        ("https://a.example:0", None),
        ("https://a.example:99999", None),
        ("https://a..example", None),
        ("https://a.example\n", None),
        ("*", None),
    ],
)
def test_exact_origins(text, origin):
    """Scheme, host and port and nothing else."""
    assert origin == exact_origin(text)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://a.example/page?x#y", "https://a.example"),
        ("https://a.example", "https://a.example"),
        ("https://a.example?x", "https://a.example"),
        ("https://a.example\\@evil.example/", None),
        ("https://user:pass@a.example/", None),
        ("/page", None),
        ("//a.example/", None),
        ("about:blank", None),
    ],
)
def test_origins_of_urls(url, origin):
    """Of a Referer, or of a form's address; anything odd has none."""
    assert origin == origin_of_url(url)


@given(
    st.builds(
        "{}://{}{}".format,
        st.sampled_from(["http", "https", "HTTP"]),
        st.text(st.sampled_from("abAB.-_:@[]0189%\\"), max_size=16),
        st.text(st.sampled_from("/?#\\@:a."), max_size=4),
    )
)
def test_browsers_agree_on_the_origin(url):
    """Where we name an origin, Ada, which follows the URL standard, names the same; a final dot means nothing to us."""
    origin = origin_of_url(url)
    if origin is not None:
        parts = URL(url)
        host = parts.hostname.removesuffix(".")
        assert f"{parts.protocol}//{host}{parts.port and f':{parts.port}'}" == origin


@pytest.mark.parametrize(
    ("host", "origin", "own"),
    [
        ("a.example", "http://a.example", True),
        ("a.example", "HTTP://A.EXAMPLE", True),
        ("A.example:80", "http://a.example", True),
        ("a.example", "https://a.example", False),
        ("a.example", "http://a.example:8080", False),
        ("a.example", "http://a.example.", True),
        ("a b", "http://a b", False),
        (None, "http://None", False),
    ],
)
def test_our_own_origin(host, origin, own):
    """The one that the request was sent to."""
    environ = {"wsgi.url_scheme": "http", **({} if host is None else {"HTTP_HOST": host})}
    assert own is is_own(origin, environ)
    assert own_origin(environ) == (None if host in (None, "a b") else "http://a.example")

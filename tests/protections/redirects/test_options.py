"""The list of places takes origins, names below a domain, and schemes of apps."""

import pytest

from flask_hardened.errors import ConfigurationError
from flask_hardened.protections.redirects.decorators import redirects
from flask_hardened.protections.redirects.options import RedirectsOptions

BAD = ["*", "https://*", "https://*.com", "https://*.127.0.0.1", "pay.example", "https://pay.example/path", "https:", "http:",
       "javascript:", "data:", "DATA:", "vbscript:", "file:", "blob:", "https://a@pay.example", "https://pay.example?x",
       "https://a*.example", "https://b\u00fccher.example", "https://a b", "//pay.example", "", "https://1.2.3.4.5",
       "ftp://pay.example", "wss:"]  # fmt: skip


@pytest.mark.parametrize("entry", BAD)
def test_what_is_no_place_is_refused(entry: str) -> None:
    """In the options and in the decorator alike, with what to write instead."""
    with pytest.raises(ConfigurationError, match=r"RedirectsOptions\.allowed: .*Write "):
        RedirectsOptions(allowed=[entry])
    with pytest.raises(ConfigurationError, match="@redirects on "):
        redirects(to=[entry])(lambda: "")


@pytest.mark.parametrize(
    "entry",
    ["https://pay.example", "https://PAY.example/", "http://localhost:3000", "https://*.pay.example", "https://[::1]:8443",
     "https://*.localhost:8000", "https://xn--bcher-kva.example", "com.example.app:", "myapp://"],
)  # fmt: skip
def test_places(entry: str) -> None:
    """What is one."""
    assert (entry,) == RedirectsOptions(allowed=[entry]).allowed


@pytest.mark.parametrize("arguments", [{}, {"off": True}, {"off": True, "reason": " "},
                                       {"off": True, "reason": "x", "to": ["https://a.example"]}])  # fmt: skip
def test_a_decorator_says_something_and_why(arguments: dict[str, object]) -> None:
    """Nothing, no reason, or both at once."""
    with pytest.raises(ConfigurationError):
        redirects(**arguments)(lambda: "")  # type: ignore[arg-type]

"""A grammar of hostile URLs: the pieces that open redirects are made of, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

_SLASHES = ["/", "\\", "//", "///", "\\\\", "/\\", "\\/", "/./", "/../", "/%2f", "%5c", "%2F%2F"]
_WHITE = [
    "\t",
    "\n",
    "\r",
    " ",
    "\x00",
    "\x01",
    "\x0b",
    "\x1f",
    "\x7f",
    "%09",
    "%0a",
    "%00",
    "\u00a0",
    "\u200b",
    "\u2028",
]
_SCHEMES = ["http:", "https:", "HTTP:", "hTTps:", "javascript:", "data:", "ftp:", "ws:", "mailto:", "blob:", "x:", ":"]
_HOSTS = [
    "evil.example", "EVIL.example", "shop.example", "shop.example.", "shop.example.evil.example", "localhost", "evil",
    "\uff45vil.example", "evil\u3002example", "evil\uff0eexample", "b\u00fccher.example", "xn--bcher-kva.example",
    "stra\u00dfe.example", "%65vil.example", "evil%2eexample", "evil%E3%80%82example", "\u2100.example", "ev\u00adil.example",
    "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "256.256.256.256", "1.2.3.4.5", "0x", "09", "0",
    "[::1]", "[::ffff:1.2.3.4]", "[::1%25eth0]", "[", "]", "..", ".", "_", "~", "-", "^", "|", "<", ">",
]  # fmt: skip
_AROUND = [
    "@",
    "user@",
    "user:pw@",
    "shop.example@",
    ":",
    ":80",
    ":443",
    ":8080",
    ":0443",
    ":99999",
    ":x",
    "?",
    "#",
    "?x=",
    "a",
    "1",
]

PIECES = [*_SLASHES, *_WHITE, *_SCHEMES, *_HOSTS, *_AROUND]


def hostile_urls() -> st.SearchStrategy[str]:
    """Return texts that look like URLs, and mostly lead astray."""
    anything = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)
    likely = st.tuples(
        st.sampled_from(["", *_WHITE]),
        st.sampled_from(["", *_SCHEMES]),
        st.lists(st.sampled_from([*_SLASHES, *_WHITE]), max_size=3).map("".join),
        st.sampled_from(["", *_AROUND]),
        st.sampled_from(_HOSTS),
        st.sampled_from(["", *_AROUND, *_SLASHES]),
        st.sampled_from(["", *_HOSTS]),
    ).map("".join)
    return st.one_of(anything, likely)

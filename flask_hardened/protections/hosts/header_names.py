"""Request headers that only a trusted proxy may send, and those that nobody may."""

from __future__ import annotations

X_FOR = "HTTP_X_FORWARDED_FOR"
X_PROTO = "HTTP_X_FORWARDED_PROTO"
X_HOST = "HTTP_X_FORWARDED_HOST"
X_PORT = "HTTP_X_FORWARDED_PORT"
X_PREFIX = "HTTP_X_FORWARDED_PREFIX"
X_REAL_IP = "HTTP_X_REAL_IP"
FORWARDED = "HTTP_FORWARDED"

FORWARDING = frozenset(
    {
        X_FOR,
        X_PROTO,
        X_HOST,
        X_PORT,
        X_PREFIX,
        X_REAL_IP,
        FORWARDED,
        # the client's address, as load balancers and content delivery networks name it
        "HTTP_TRUE_CLIENT_IP",
        "HTTP_CF_CONNECTING_IP",
        "HTTP_FASTLY_CLIENT_IP",
        "HTTP_X_CLIENT_IP",
        "HTTP_X_CLUSTER_CLIENT_IP",
        "HTTP_X_ORIGINAL_FORWARDED_FOR",
        # the scheme
        "HTTP_X_FORWARDED_SSL",
        "HTTP_X_FORWARDED_SCHEME",
        "HTTP_X_FORWARDED_PROTOCOL",
        "HTTP_X_URL_SCHEME",
        "HTTP_X_SCHEME",
        "HTTP_FRONT_END_HTTPS",
        # the host and the path
        "HTTP_X_FORWARDED_SERVER",
        "HTTP_X_ORIGINAL_HOST",
        "HTTP_X_HOST",
        "HTTP_X_ORIGINAL_URL",
        "HTTP_X_REWRITE_URL",
        "HTTP_X_SCRIPT_NAME",
    }
)
"""Environ keys of the headers that say who the client is and what it asked for, in place of the connection."""

METHOD_OVERRIDES = frozenset({"HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD", "HTTP_X_METHOD_OVERRIDE"})
"""Environ keys of the headers that ask for another method than the request line: past CSRF and routing checks."""

TRANSFER_ENCODING = "HTTP_TRANSFER_ENCODING"

OTHERS = METHOD_OVERRIDES | {TRANSFER_ENCODING}
"""Environ keys that have nothing to do with proxies, and need a look as well."""

REMARKABLE = FORWARDING | OTHERS
"""Environ keys that need a closer look. An ordinary request has none of them."""


def header_name(key: str) -> str:
    """Return the header as it is written, for messages: ``X-Forwarded-For``."""
    return key.removeprefix("HTTP_").replace("_", "-").title()

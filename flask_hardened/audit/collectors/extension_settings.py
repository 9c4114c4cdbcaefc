"""The settings of other extensions whose value is no secret."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

NAMES = frozenset({
    "BASIC_AUTH_FORCE", "CACHE_TYPE", "DEBUG_TB_ENABLED", "DEBUG_TB_INTERCEPT_REDIRECTS", "JWT_ACCESS_TOKEN_EXPIRES",
    "JWT_ALGORITHM", "JWT_COOKIE_CSRF_PROTECT", "JWT_COOKIE_SAMESITE", "JWT_COOKIE_SECURE", "JWT_DECODE_ALGORITHMS",
    "JWT_REFRESH_TOKEN_EXPIRES", "JWT_TOKEN_LOCATION", "LOGIN_DISABLED", "MAIL_USE_SSL", "MAIL_USE_TLS",
    "RATELIMIT_ENABLED", "REMEMBER_COOKIE_DURATION", "REMEMBER_COOKIE_HTTPONLY", "REMEMBER_COOKIE_SAMESITE",
    "REMEMBER_COOKIE_SECURE", "SECURITY_CONFIRMABLE", "SECURITY_HASHING_SCHEMES", "SECURITY_LOGIN_WITHIN",
    "SECURITY_PASSWORD_HASH", "SECURITY_PASSWORD_LENGTH_MIN", "SECURITY_PASSWORD_SCHEMES", "SECURITY_PASSWORDLESS",
    "SECURITY_RECOVERABLE", "SECURITY_REGISTERABLE", "SECURITY_RESET_PASSWORD_WITHIN",
    "SECURITY_RETURN_GENERIC_RESPONSES", "SECURITY_SEND_PASSWORD_CHANGE_EMAIL",
    "SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL", "SECURITY_TOKEN_MAX_AGE", "SESSION_PERMANENT",
    "SESSION_SERIALIZATION_FORMAT", "SESSION_TYPE", "SQLALCHEMY_ECHO", "WTF_CSRF_CHECK_DEFAULT", "WTF_CSRF_ENABLED",
    "WTF_CSRF_SSL_STRICT", "WTF_CSRF_TIME_LIMIT",
})  # fmt: skip

_LONGEST = 60
_SCALARS = (bool, int, float, timedelta)


def extension_settings(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return those settings that are set, reduced to numbers, durations, words, and lists of words.

    What is of another kind, such as a function, is given by the name of its type.
    """
    return {name: _reduced(config[name]) for name in sorted(NAMES.intersection(config))}


def _reduced(value: Any) -> Any:
    if value is None or isinstance(value, _SCALARS):
        return value
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else "str"
    if isinstance(value, (list, tuple, set, frozenset)):
        return tuple(_reduced(item) for item in sorted(map(str, value)))
    return type(value).__name__

"""Reads each Flask-Limiter of an app."""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType
from typing import Any

from flask import Flask

from ..extension_facts import LimiterFacts

CLAIMS = frozenset({
    "cf-connecting-ip", "client-ip", "fastly-client-ip", "forwarded", "http_x_forwarded_for", "http_x_real_ip",
    "true-client-ip", "x-client-ip", "x-cluster-client-ip", "x-forwarded", "x-forwarded-for", "x-originating-ip",
    "x-real-ip",
})  # fmt: skip
"""Headers in which a proxy names the client, in small letters."""


def limiters(app: Flask) -> Iterator[LimiterFacts]:
    """Yield what each limiter was told; one that is turned off may not be registered at all."""
    found: Any = app.extensions.get("limiter", ())
    for limiter in found if isinstance(found, (set, list, tuple, frozenset)) else (found,):
        uri = getattr(limiter, "_storage_uri", None) or app.config.get("RATELIMIT_STORAGE_URI") or "memory://"
        key = getattr(limiter, "_key_func", None)
        yield LimiterFacts(
            enabled=bool(getattr(limiter, "enabled", True)),
            storage=str(uri).partition(":")[0],
            key=f"{getattr(key, '__module__', '')}.{getattr(key, '__name__', type(key).__name__)}",
            believes_headers=_believes(key),
            swallows_errors=bool(getattr(limiter, "_swallow_errors", False)),
            has_fallback=bool(getattr(limiter, "_in_memory_fallback_enabled", False)),
        )


def _believes(key: Any) -> bool:
    """Tell whether a function names such a header, or the attribute, itself; what it calls is not followed."""
    code = getattr(key, "__code__", None)
    return isinstance(code, CodeType) and any(
        word.lower() in CLAIMS or word == "access_route" for word in words_of(code)
    )


def words_of(code: CodeType) -> Iterator[str]:
    """Yield the names and the texts in a piece of code, and in the functions inside it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, CodeType):
            yield from words_of(constant)

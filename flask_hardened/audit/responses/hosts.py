"""What an app is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import Flask

from ...authority import parse_authority
from ..collectors.hardening import hardening_in

LOOPBACK = "localhost"


def host_of(app: Flask) -> str:
    """Return a host that `app` is configured to answer to, else ``localhost``."""
    for entry in _entries(app):
        name = entry.removesuffix(":*").removeprefix("*")
        name = f"www{name}" if name.startswith(".") else name
        if parse_authority(name) is not None:
            return name
    return LOOPBACK


def is_loopback(host: str) -> bool:
    """Tell whether a host can only mean this machine."""
    authority = parse_authority(host)
    return authority is not None and authority.is_loopback


def allowed_origins(app: Flask) -> tuple[str, ...]:
    """Return the origins, as far as they are written out, that may read responses: ours and Flask-CORS's; at most 3."""
    hardening = hardening_in(app)
    options: Any = None if hardening is None else hardening.policy.cors
    named = [*getattr(options, "origins", ()), *_texts(app.config.get("CORS_ORIGINS"))]
    return tuple(each for each in named if _is_plain_origin(each))[:3]


def _is_plain_origin(text: str) -> bool:
    scheme, _, authority = text.partition("://")
    return scheme in ("http", "https") and parse_authority(authority) is not None


def _entries(app: Flask) -> Iterator[str]:
    hardening = hardening_in(app)
    options: Any = None if hardening is None else hardening.policy.hosts
    yield from _texts(getattr(options, "allowed", None))
    yield from _texts(app.config.get("TRUSTED_HOSTS"))
    yield from _texts(app.config.get("SERVER_NAME"))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, Iterable) else []

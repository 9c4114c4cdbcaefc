"""Collects the configuration, and reduces its secrets to facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any

from flask import Flask

from ...gate import Gate
from ..snapshot import ConfigFacts, FallbackFacts, SecretFacts

Weakness = Callable[[object], "str | None"]
"""Says what is wrong with a key, without repeating it."""

SECRETS = frozenset({"SECRET_KEY", "SECRET_KEY_FALLBACKS"})
KEPT = (frozenset(Flask.default_config) | {"WTF_CSRF_ENABLED"}) - SECRETS
"""Settings whose value is no secret. A rule that needs another extension's settings adds their names here."""

_DEPTH = 20


def collect_config(app: Flask, weakness: Weakness) -> ConfigFacts:
    """Read the configuration of `app`."""
    return ConfigFacts(
        name=app.import_name,
        debug=app.debug,
        testing=app.testing,
        secret_key=_secret(app.config.get("SECRET_KEY"), weakness),
        fallbacks=_fallbacks(app.config.get("SECRET_KEY_FALLBACKS"), weakness),
        values=MappingProxyType({key: app.config[key] for key in sorted(KEPT.intersection(app.config))}),
        middleware=tuple(_middleware(app)),
        extensions=frozenset(map(str, app.extensions)),
        session_interface=_class_name(app.session_interface),
    )


def _secret(value: object, weakness: Weakness) -> SecretFacts:
    if value is None or value in ("", b""):
        return SecretFacts(length=0, variety=0, weakness="is not set.")
    if not isinstance(value, (str, bytes)):
        return SecretFacts(length=1, variety=1, weakness=weakness(value))
    return SecretFacts(length=len(value), variety=len(set(value)), weakness=weakness(value))


def _fallbacks(value: object, weakness: Weakness) -> FallbackFacts:
    if not value:
        return FallbackFacts(is_list=True)
    if not isinstance(value, (list, tuple, set, frozenset)):
        return FallbackFacts(is_list=False)
    return FallbackFacts(is_list=True, keys=tuple(_secret(key, weakness) for key in value))


def _middleware(app: Flask) -> Iterator[str]:
    """Yield what is wrapped around the app, as far as the layers tell what is inside them."""
    layer: Any = app.wsgi_app
    for _ in range(_DEPTH):  # a cycle must not hang the audit
        if isinstance(layer, Flask) or getattr(layer, "__func__", None) is type(app).wsgi_app:
            return
        if not isinstance(layer, Gate):
            yield _class_name(layer)
        for attribute in ("app", "application", "wsgi_app"):
            inner = getattr(layer, attribute, None)
            if callable(inner):
                layer = inner
                break
        else:
            return


def _class_name(thing: object) -> str:
    return f"{type(thing).__module__}.{type(thing).__qualname__}"

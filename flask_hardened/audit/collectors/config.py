"""Collects the configuration, and reduces its secrets to facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from flask import Flask

from ...gate import Gate
from ..snapshot import ConfigFacts, FallbackFacts, SecretFacts, Unchecked
from .extension_settings import extension_settings
from .extensions import collect_extensions

Weakness = Callable[[object], "str | None"]
"""Says what is wrong with a key, without repeating it."""

Note = Callable[[Unchecked], None]

SECRETS = frozenset({"SECRET_KEY", "SECRET_KEY_FALLBACKS"})
KEPT = frozenset(Flask.default_config) - SECRETS
"""Flask's own settings whose value is no secret; those of other extensions are in ``extension_settings.py``."""

_DEPTH = 20
_LISTS = (list, tuple, set, frozenset)


def collect_config(app: Flask, weakness: Weakness, note: Note = lambda unchecked: None) -> ConfigFacts:
    """Read the configuration of `app`.

    :param note: takes what could not be read of other extensions.
    """
    values = {key: _plain(app.config[key]) for key in sorted(KEPT.intersection(app.config))}
    return ConfigFacts(
        name=app.import_name,
        debug=_truth(app.debug),
        testing=_truth(app.testing),
        secret_key=_secret(app.config.get("SECRET_KEY"), weakness),
        fallbacks=_fallbacks(app.config.get("SECRET_KEY_FALLBACKS"), weakness),
        values=MappingProxyType({**values, **extension_settings(app.config)}),
        middleware=tuple(_middleware(app)),
        extensions=frozenset(map(str, app.extensions)),
        session_interface=_class_name(app.session_interface),
        extension_facts=collect_extensions(app, weakness, note),
    )


def _truth(value: object) -> bool:
    try:
        return bool(value)
    except (Exception, SystemExit):  # noqa: BLE001 - Flask would fail likewise; what is not off is on
        return True


def _plain(value: object) -> Any:
    """Return the value of a setting as rules may compare it; an object of another kind only as what kind it is."""
    if value is None or type(value) in {bool, int, float, str, bytes, timedelta}:
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value)(_plain(each) for each in value) if type(value) in _LISTS else [*map(_plain, value)]
    return _class_name(value)


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

"""Reads the policies of Flask-CORS, which it keeps in closures: of ``CORS(app)`` and of ``@cross_origin``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import Flask

from ..extension_facts import CorsFacts

_DEPTH = 50
_PATTERN = frozenset("*\\]?$^[()")
"""Characters by which Flask-CORS tells a pattern from an origin."""
_HOST = re.compile(r"[a-z0-9)\]]\.[a-z]{2,}", re.IGNORECASE)
"""A dot between labels that stands for any character."""


def cors_policies(app: Flask) -> Iterator[CorsFacts]:
    """Yield each policy of the app, of its blueprints and views."""
    for hooks in app.after_request_funcs.values():
        for hook in hooks:
            if _package(hook) == "flask_cors":
                for _, options in _held(hook).get("resources", ()):
                    yield _facts("CORS(app)", None, options)
    for endpoint, view in app.view_functions.items():
        layer: Any = view
        for _ in range(_DEPTH):
            if _package(layer) == "flask_cors":
                told = _held(layer)
                options = told.get("cors_options", told.get("_options", told.get("options")))
                if options is not None:
                    yield _facts("@cross_origin", endpoint, options, app.config)
            if not hasattr(layer, "__wrapped__"):
                break
            layer = layer.__wrapped__


def _package(function: Any) -> str:
    return str(getattr(function, "__globals__", {}).get("__name__", "")).partition(".")[0]


def _held(function: Any) -> Mapping[str, Any]:
    """Return the variables of the enclosing function that `function` uses."""
    code, cells = getattr(function, "__code__", None), getattr(function, "__closure__", None) or ()
    return dict(zip(code.co_freevars, (cell.cell_contents for cell in cells), strict=True)) if code else {}


def _facts(setting: str, endpoint: str | None, options: Any, config: Mapping[str, Any] | None = None) -> CorsFacts:
    def told(name: str, otherwise: Any) -> Any:
        value = options.get(name) if isinstance(options, Mapping) else getattr(options, name, None)
        if value is None and config is not None:
            value = config.get(f"CORS_{name.upper()}")
        return otherwise if value is None else value

    origins = told("origins", "*")
    listed = [*_patterns(origins)]
    return CorsFacts(
        setting=setting,
        endpoint=endpoint,
        any_origin=any(text in {"*", ".*", "/.*"} for text, _ in listed),
        null_origin=any(text == "null" for text, _ in listed),
        loose_patterns=sum(pattern and _is_loose(text) for text, pattern in listed),
        credentials=bool(told("supports_credentials", False)),
        reflected=not told("send_wildcard", False),
    )


def _patterns(origins: Any) -> Iterator[tuple[str, bool]]:
    """Yield each origin, and whether it is a pattern."""
    several = origins if isinstance(origins, Iterable) and not isinstance(origins, (str, bytes)) else [origins]
    for origin in several:
        if isinstance(origin, re.Pattern):
            yield str(origin.pattern), True
        else:
            yield str(origin), not _PATTERN.isdisjoint(str(origin))


def _is_loose(pattern: str) -> bool:
    """Tell whether a pattern, matched from its beginning, lets other people's hosts through.

    Its end is open, or ``.*`` stands where a whole host name fits, or a dot between labels is any character.
    """
    if pattern in {"*", ".*", "/.*"}:
        return False
    anchored = pattern.endswith(("$", "\\Z", "\\z")) and not pattern.endswith("\\$")
    before_host = re.search(r"\.[*+](?!\\\.)[a-z0-9]", pattern, re.IGNORECASE) is not None
    return not anchored or before_host or _HOST.search(re.sub(r"^\^?https?\??", "", pattern)) is not None

"""Settings of Flask-CORS 6, handed over: those of ``CORS(app, ...)``, ``CORS_*`` keys and ``@cross_origin(...)``."""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from ...errors import ConfigurationError, Problem, did_you_mean
from .options import DAY, CorsOptions
from .origins import ANY, REGEX_PREFIX

MODULE = "flask_cors.decorator"
PREFIX = "CORS_"
SETTINGS = (
    "origins",
    "methods",
    "expose_headers",
    "allow_headers",
    "supports_credentials",
    "max_age",
    "send_wildcard",
    "vary_header",
    "automatic_options",
    "always_send",
    "allow_private_network",
    "resources",
    "intercept_exceptions",
)
"""Flask-CORS's own words; with ``CORS_`` before them, in capitals, its configuration keys."""
_NEEDLESS = {
    "send_wildcard": "'*' is always sent as '*', never as the origin that asks.",
    "vary_header": "Vary: Origin is always sent where an origin may be allowed.",
    "automatic_options": "preflights are answered before any view.",
    "always_send": "an answer to a request without an Origin header needs no CORS headers.",
    "intercept_exceptions": "errors always carry the headers.",
}
_EVERYTHING = frozenset({"*", ".*", "/*", "/.*", "/", ""})
_REGEX_CHARACTERS = frozenset("*\\]?$^[]()")
_WILDCARD = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\*\.[A-Za-z0-9.-]+(:[0-9]+)?")

logger = logging.getLogger("flask_hardened")


def from_flask_cors(**settings: Any) -> CorsOptions:
    """Return the options that say what Flask-CORS's settings said: ``cors=from_flask_cors(origins=[...])``.

    What a regular expression accepts is narrower: it must match the whole origin. What is not named is Flask-CORS's
    default, ``"*"`` for the origins and the request headers.

    :param settings: keyword arguments as ``CORS(app, ...)`` takes them.
    :raises ConfigurationError: naming each setting that Flask-CORS does not know or that cannot be carried over.
    """
    problems: list[Problem] = []
    try:
        settings |= _of_everything(settings.pop("resources", "*"))
    except ValueError as error:
        problems.append(Problem("from_flask_cors(resources)", *error.args))
    for name in sorted(set(settings) - set(SETTINGS)):
        fix = did_you_mean(name, SETTINGS)
        problems.append(Problem(f"from_flask_cors({name})", "Flask-CORS has no such setting.", fix))
    fields: dict[str, Any] = {"origins": (ANY,), "allow_headers": (ANY,)}
    for name, value in settings.items():
        if name in _NEEDLESS:
            logger.info("Flask-CORS's %s is not needed any more: %s", name, _NEEDLESS[name])
        elif name in _CARRIED:
            try:
                fields |= _CARRIED[name](value)
            except ValueError as error:
                problems.append(Problem(f"from_flask_cors({name})", *error.args))
    try:
        options = CorsOptions(**fields)
    except ConfigurationError as error:
        raise ConfigurationError([*problems, *error.problems]) from None
    if problems:
        raise ConfigurationError(problems)
    return options


def settings_of(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that the ``CORS_*`` keys of an app give, in Flask-CORS's words."""
    keys = {name: config.get(f"{PREFIX}{name.upper()}") for name in SETTINGS}
    return {name: value for name, value in keys.items() if value is not None}


def cross_origin_of(view: object) -> dict[str, Any] | None:
    """Return the settings of the ``@cross_origin(...)`` nearest to the outside of a view, or None without one."""
    for function in _layers(view):
        if getattr(function, "__globals__", {}).get("__name__") == MODULE:
            own = inspect.getclosurevars(function).nonlocals
            return next((dict(value) for value in own.values() if isinstance(value, Mapping)), {})
    return None


def _layers(view: object) -> Iterator[Callable[..., Any]]:
    """Yield a view and the functions it wraps, as ``functools.wraps`` records them."""
    seen: set[int] = set()
    while callable(view) and id(view) not in seen:
        seen.add(id(view))
        yield view
        view = getattr(view, "__wrapped__", None)


def _several(value: Any) -> list[Any]:
    """Read a value as Flask-CORS does: one string is one entry, but may also be a list with commas."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return list(value) if isinstance(value, Iterable) else [value]


def _origins(value: Any) -> dict[str, Any]:
    entries = [value] if isinstance(value, (str, re.Pattern)) else list(value)
    return {"origins": tuple(map(_origin, entries))}


def _origin(entry: Any) -> Any:
    r"""Return one origin in our words: ``https://*.example.com`` is a wildcard, and not the expression that it was."""
    if not isinstance(entry, str) or _WILDCARD.fullmatch(entry):
        return entry
    if entry in {"*", ".*"}:
        return ANY
    return f"{REGEX_PREFIX}{entry}" if _REGEX_CHARACTERS.intersection(entry) and "[:" not in entry else entry


def _allow_headers(value: Any) -> dict[str, Any]:
    names = [ANY if name in ("*", ".*") else name for name in _several(value)]
    for name in names:
        if isinstance(name, re.Pattern) or (name != ANY and _REGEX_CHARACTERS.intersection(name)):
            raise ValueError("a regular expression for header names is not carried over.", "Name the headers, or '*'.")
    return {"allow_headers": (ANY,) if ANY in names else tuple(names)}


def _max_age(value: Any) -> dict[str, Any]:
    if value is None:
        return {"max_age": None}
    try:
        seconds = int(value.total_seconds() if isinstance(value, timedelta) else value)
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is no number of seconds.", "Give seconds, or a timedelta.") from None
    return {"max_age": min(seconds, DAY)}  # no browser keeps it longer


def _of_everything(resources: Any) -> dict[str, Any]:
    """Return the settings that ``resources`` has for every path, which is the one thing it can say here."""
    if isinstance(resources, (str, re.Pattern)):
        resources = [resources]
    given = resources if isinstance(resources, Mapping) else {path: {} for path in resources}
    patterns = {getattr(path, "pattern", path): dict(own) for path, own in given.items()}
    paths = sorted(repr(path) for path in patterns if path not in _EVERYTHING)
    if paths:
        raise ValueError(
            f"paths are not carried over: {', '.join(paths)}.",
            "Leave resources out, and put @cors(origins=[...]) on the views or the blueprint below these paths.",
        )
    return next(iter(patterns.values()), {})


def from_keys(config: Mapping[str, Any]) -> CorsOptions | None:
    """Return the options of an app's ``CORS_*`` keys, or None when they name neither origins nor resources.

    :raises ConfigurationError: naming the keys.
    """
    settings = settings_of(config)
    if not {"origins", "resources"} & settings.keys():
        return None
    try:
        return from_flask_cors(**settings)
    except ConfigurationError as error:
        raise ConfigurationError(
            Problem(f"{PREFIX}* keys, {problem.setting}", problem.fault, problem.fix) for problem in error.problems
        ) from None


_CARRIED: dict[str, Callable[[Any], dict[str, Any]]] = {
    "origins": _origins,
    "methods": lambda value: {"methods": tuple(str(method).upper() for method in _several(value))},
    "expose_headers": lambda value: {"expose_headers": () if value is None else tuple(map(str, _several(value)))},
    "allow_headers": _allow_headers,
    "supports_credentials": lambda value: {"credentials": bool(value)},
    "max_age": _max_age,
    "allow_private_network": lambda value: {"private_network": bool(value)},
}

assert _CARRIED.keys() | _NEEDLESS.keys() | {"resources"} == set(SETTINGS)

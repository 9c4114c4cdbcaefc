"""A Flask-Limiter, handed over: ``Hardened(app, limiter=limiter)`` in place of ``limiter.init_app(app)``.

Its decorators keep their meaning (``protections/rate_limit/foreign_marks.py``); its settings, in the arguments of
``Limiter`` or in ``RATELIMIT_*`` keys, become options of ours. What it says nothing about takes our defaults.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from flask import Flask

from .errors import ConfigurationError, Problem
from .protections.rate_limit.options import RateLimitOptions
from .storage import StorageOptions

if TYPE_CHECKING:
    from flask_limiter import Limiter

_UNKNOWN = {
    "RATELIMIT_META": "limits on limits have no counterpart.",
    "RATELIMIT_ON_BREACH_CALLBACK": "subscribe to security_event, event excess_rate_limit_exceeded.",
    "RATELIMIT_ON_META_BREACH_CALLBACK": "limits on limits have no counterpart.",
    "RATELIMIT_REQUEST_IDENTIFIER": "limits count by endpoint; share them with @limit(shared=...).",
}
"""Settings without a counterpart, and what to do."""

logger = logging.getLogger("flask_hardened")


def from_limiter(limiter: Limiter | Literal[True], app: Flask, features: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of ``Hardened`` with the settings of a Flask-Limiter among them.

    :param limiter: made without the app, or True.
    :param features: the other arguments of ``Hardened``.
    :raises ConfigurationError: for what cannot be carried over, and for features that are given both ways.
    """
    settings = _Settings(None if limiter is True else limiter, app)
    problems = settings.problems()
    arguments = dict(features)
    for feature, make in (("rate_limit", settings.rate_limit), ("storage", settings.storage)):
        try:
            made = make(limiter) if feature == "rate_limit" else make(None)
        except ValueError as error:
            problems.append(Problem("limiter", *error.args))
            continue
        except ConfigurationError as error:
            problems.extend(error.problems)
            continue
        if made is not None and feature in features:
            problems.append(Problem(feature, "it is given as an argument and by the Limiter.", "Keep one of the two."))
        elif made is not None:
            arguments[feature] = made
    if problems:
        raise ConfigurationError(problems)
    return arguments


class _Settings:
    """A limiter's arguments before the keys, as Flask-Limiter reads them."""

    def __init__(self, limiter: Any, app: Flask) -> None:
        self._limiter = limiter
        self._config = app.config

    def _of(self, attribute: str, key: str) -> Any:
        own = getattr(self._limiter, attribute, None)
        return own if own not in (None, {}, []) else self._config.get(key)

    def problems(self) -> list[Problem]:
        """Return what has no counterpart."""
        if getattr(self._limiter, "initialized", False):
            fault = "it is bound to an app already, and would count everything twice."
            return [Problem("limiter", fault, "It has to be made without the app: Limiter(key_func, ...).")]
        found = [Problem(key, why, "Remove it.") for key, why in _UNKNOWN.items() if self._config.get(key)]
        for attribute, why in (
            ("_meta_limits", "limits on limits have no counterpart."),
            ("_on_breach", "on_breach has no counterpart: subscribe to security_event."),
            ("_request_identifier", "limits count by endpoint; share them with @limit(shared=...)."),
        ):
            if getattr(self._limiter, attribute, None):
                found.append(Problem("limiter", why, "Remove it."))
        return found

    def rate_limit(self, limiter: Any) -> RateLimitOptions | bool:
        """Return the options, or False where the limiter is off."""
        if not self._config.get("RATELIMIT_ENABLED", getattr(self._limiter, "enabled", True)):
            return False
        fields: dict[str, Any] = {
            "default": self._limits("_application_limits", "RATELIMIT_APPLICATION"),
            "per_route": self._limits("_default_limits", "RATELIMIT_DEFAULT"),
            "strategy": self._of("_strategy", "RATELIMIT_STRATEGY"),
            "headers": "always" if self._of("_headers_enabled", "RATELIMIT_HEADERS_ENABLED") else None,
            "when_down": "allow" if self._of("_swallow_errors", "RATELIMIT_SWALLOW_ERRORS") else None,
        }
        if self._of("_in_memory_fallback_enabled", "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"):
            fields["when_down"] = "local"
        chosen = {name: value for name, value in fields.items() if value is not None}
        return RateLimitOptions(limiter=limiter, **chosen)

    def storage(self, _: Any) -> StorageOptions | None:
        """Return where it counts; None for memory, which our own default replaces."""
        uri = self._of("_storage_uri", "RATELIMIT_STORAGE_URI")
        if not uri or str(uri).startswith("memory:"):
            return None
        return StorageOptions(uri=uri, options=self._of("_storage_options", "RATELIMIT_STORAGE_OPTIONS") or {})

    def _limits(self, attribute: str, key: str) -> str | None:
        groups: Iterable[Any] = getattr(getattr(self._limiter, "limit_manager", None), attribute, ())
        texts = [_text(group) for group in groups]
        if not texts and self._config.get(key):
            texts = [_plain(self._config[key], key)]
        return "; ".join(texts) or None


def _text(group: Any) -> str:
    special = ("methods", "exempt_when", "deduct_when", "on_breach", "error_message", "meta_limits")
    if any(getattr(group, name) for name in special) or group.per_method or group.cost not in (None, 1):
        raise ValueError("a limit of all routes has conditions of its own.", "Put it on the routes, with @limit.")
    return _plain(group.limit_provider, "a limit of all routes")


def _plain(limits: str | Callable[[], str], what: str) -> str:
    if isinstance(limits, str):
        return limits
    raise ValueError(f"{what} is a function.", "Give a string; @limit takes functions.")

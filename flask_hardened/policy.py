"""Policy: one options field per feature, from the preset, the arguments and the ``HARDENED_*`` keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, TypedDict

from flask import Flask

from .errors import ConfigurationError, Problem, did_you_mean
from .events import EventsOptions
from .options import Options, from_keys, option_fields, with_defaults
from .protections.auth.options import AuthOptions
from .protections.body_size.options import BodySizeOptions
from .protections.cookies.options import CookiesOptions
from .protections.cors.options import CorsOptions
from .protections.csp.options import CspOptions
from .protections.csrf.options import CsrfOptions
from .protections.deployment.options import DeploymentOptions
from .protections.encryption.options import EncryptionOptions
from .protections.errors.options import ErrorsOptions
from .protections.headers.options import HeadersOptions
from .protections.hosts.options import HostsOptions
from .protections.passwords.options import PasswordsOptions
from .protections.rate_limit.options import RateLimitOptions
from .protections.redirects.options import RedirectsOptions
from .protections.references.options import ReferencesOptions
from .protections.sanitizing.options import SanitizingOptions
from .protections.sessions.options import SessionsOptions
from .protections.templates.options import TemplatesOptions
from .protections.tokens.options import TokensOptions
from .protections.transport.options import TransportOptions
from .protections.uploads.options import UploadsOptions
from .protections.validation.options import ValidationOptions
from .storage.options import StorageOptions

Preset = Literal["web", "api", "strict"]

FEATURES: dict[str, type[Options]] = {
    "hosts": HostsOptions,
    "transport": TransportOptions,
    "body_size": BodySizeOptions,
    "headers": HeadersOptions,
    "csp": CspOptions,
    "cookies": CookiesOptions,
    "errors": ErrorsOptions,
    "deployment": DeploymentOptions,
    "csrf": CsrfOptions,
    "cors": CorsOptions,
    "rate_limit": RateLimitOptions,
    "sessions": SessionsOptions,
    "storage": StorageOptions,
    "auth": AuthOptions,
    "passwords": PasswordsOptions,
    "tokens": TokensOptions,
    "references": ReferencesOptions,
    "redirects": RedirectsOptions,
    "encryption": EncryptionOptions,
    "validation": ValidationOptions,
    "sanitizing": SanitizingOptions,
    "templates": TemplatesOptions,
    "uploads": UploadsOptions,
    "events": EventsOptions,
}

PRESETS: dict[str, dict[str, dict[str, Any]]] = {
    "web": {},
    "api": {
        "csp": {"profile": "api"},
        "headers": {"cross_origin_opener_policy": "same-origin"},
        "csrf": {"mode": "modern"},
        "rate_limit": {"default": "100 per 15 minutes", "headers": "always"},
    },
    "strict": {
        "csp": {"profile": "strict"},
        "headers": {
            "cross_origin_opener_policy": "same-origin",
            "cross_origin_embedder_policy": "require-corp",
            "referrer_policy": "no-referrer",
        },
        "cookies": {"samesite": "Strict"},
        "rate_limit": {"default": "240 per minute"},
        "redirects": {"mode": "listed"},
    },
}
"""What a preset changes: feature, field, value. Everything else is the default of the options' fields."""


class Features(TypedDict, total=False):
    """The keyword arguments of ``Hardened``: options, False to turn a feature off, True or nothing for the defaults."""

    hosts: HostsOptions | bool
    transport: TransportOptions | bool
    body_size: BodySizeOptions | bool
    headers: HeadersOptions | bool
    csp: CspOptions | bool
    cookies: CookiesOptions | bool
    errors: ErrorsOptions | bool
    deployment: DeploymentOptions | bool
    events: EventsOptions | bool
    csrf: CsrfOptions | bool
    cors: CorsOptions | bool
    rate_limit: RateLimitOptions | bool
    sessions: SessionsOptions | bool
    storage: StorageOptions | bool
    auth: AuthOptions | bool
    passwords: PasswordsOptions | bool
    tokens: TokensOptions | bool
    references: ReferencesOptions | bool
    redirects: RedirectsOptions | bool
    encryption: EncryptionOptions | bool
    validation: ValidationOptions | bool
    sanitizing: SanitizingOptions | bool
    templates: TemplatesOptions | bool
    uploads: UploadsOptions | bool


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What one app's hardening does. A feature that is off is None."""

    preset: str
    hosts: HostsOptions | None
    transport: TransportOptions | None
    body_size: BodySizeOptions | None
    headers: HeadersOptions | None
    csp: CspOptions | None
    cookies: CookiesOptions | None
    errors: ErrorsOptions | None
    deployment: DeploymentOptions | None
    csrf: CsrfOptions | None
    cors: CorsOptions | None
    rate_limit: RateLimitOptions | None
    sessions: SessionsOptions | None
    storage: StorageOptions | None
    auth: AuthOptions | None
    passwords: PasswordsOptions | None
    tokens: TokensOptions | None
    references: ReferencesOptions | None
    redirects: RedirectsOptions | None
    encryption: EncryptionOptions | None
    validation: ValidationOptions | None
    sanitizing: SanitizingOptions | None
    templates: TemplatesOptions | None
    uploads: UploadsOptions | None
    events: EventsOptions | None

    @property
    def health_paths(self) -> frozenset[str]:
        """Paths that load balancers ask: no redirect to HTTPS, no host check, no limit."""
        return frozenset(self.deployment.health_paths if self.deployment else ())


def resolve(app: Flask, preset: str | None, arguments: Mapping[str, Any]) -> Policy:
    """Make the policy of `app` from what its author said.

    :param preset: ``web``, ``api`` or ``strict``; by default ``HARDENED_PRESET``, or ``web``.
    :param arguments: feature → options, True or False.
    :raises ConfigurationError: naming every fault in the arguments and in the ``HARDENED_*`` keys at once.
    """
    problems: list[Problem] = []
    keys = {key: value for key, value in app.config.items() if key.startswith("HARDENED_")}
    chosen_preset = _preset(preset, keys, problems)
    by_feature = _sort_keys(keys, problems)
    for name in sorted(set(arguments) - set(FEATURES)):
        problems.append(Problem(name, "there is no such feature.", did_you_mean(name, FEATURES)))
    resolved: dict[str, Options | None] = {}
    for feature, options_type in FEATURES.items():
        try:
            resolved[feature] = _feature(
                feature, options_type, arguments, by_feature.get(feature, {}), PRESETS[chosen_preset].get(feature, {})
            )
        except ConfigurationError as error:
            problems.extend(error.problems)
    if problems:
        raise ConfigurationError(problems)
    return Policy(preset=chosen_preset, **resolved)  # type: ignore[arg-type]


def _preset(argument: str | None, keys: dict[str, Any], problems: list[Problem]) -> str:
    configured = keys.pop("HARDENED_PRESET", None)
    setting = "HARDENED_PRESET" if argument is None else "preset"
    if argument is not None and configured is not None:
        problems.append(
            Problem("HARDENED_PRESET", "the preset is also given as an argument of Hardened().", "Keep one of the two.")
        )
    name = argument if argument is not None else configured if configured is not None else "web"
    if not isinstance(name, str) or name not in PRESETS:
        problems.append(Problem(setting, f"{name!r} is not a preset.", did_you_mean(str(name), PRESETS)))
        return "web"
    return name


def _sort_keys(keys: Mapping[str, Any], problems: list[Problem]) -> dict[str, dict[str, Any]]:
    """Sort the ``HARDENED_*`` keys by feature, and report the ones that belong to none."""
    known: dict[str, str] = {}
    for feature, options_type in FEATURES.items():
        prefix = f"HARDENED_{feature.upper()}"
        known[prefix] = feature
        known.update({f"{prefix}_{field.upper()}": feature for field in option_fields(options_type)})
    by_feature: dict[str, dict[str, Any]] = {}
    for key, value in keys.items():
        if key in known:
            by_feature.setdefault(known[key], {})[key] = value
        else:
            problems.append(Problem(key, "there is no such setting.", did_you_mean(key, known)))
    return by_feature


def _feature(
    feature: str,
    options_type: type[Options],
    arguments: Mapping[str, Any],
    keys: Mapping[str, Any],
    defaults: Mapping[str, Any],
) -> Options | None:
    argument = arguments.get(feature)
    if argument is not None and keys:
        raise ConfigurationError(
            [Problem(feature, f"it is given as an argument and by {', '.join(sorted(keys))}.", "Keep one of the two.")]
        )
    prefix = f"HARDENED_{feature.upper()}"
    switch = keys.get(prefix, argument)
    if not isinstance(switch, (bool, options_type)) and switch is not None:
        raise ConfigurationError(
            [Problem(prefix if prefix in keys else feature, f"{switch!r} is no option of it.",
                     f"Give {options_type.__name__}(...), or False to turn it off.")]
        )  # fmt: skip
    if switch is False:
        if len(keys) > 1:
            raise ConfigurationError([Problem(prefix, "it is off, and has options too.", "Remove one or the other.")])
        return None
    fields_only = {key: value for key, value in keys.items() if key != prefix}
    own = argument if isinstance(argument, options_type) else None
    if fields_only:
        own = from_keys(options_type, f"{prefix}_", fields_only)
    return with_defaults(options_type, defaults, own)


assert {field.name for field in fields(Policy)} - {"preset"} == set(FEATURES)

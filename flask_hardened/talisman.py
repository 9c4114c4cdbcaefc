"""Settings of Flask-Talisman, handed over: ``Hardened(app, talisman={...})`` in place of ``Talisman(app, ...)``.

Talisman's own signature says which settings there are. Each becomes an option of one of our features; what Talisman's
defaults say is not carried over, because ours are as strict or stricter.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Mapping
from typing import Any

from flask_talisman import Talisman

from .errors import ConfigurationError, Problem, did_you_mean
from .protections.cookies.options import CookiesOptions
from .protections.csp.grammar import DANGEROUS, DIRECTIVES, UNSAFE_INLINE
from .protections.csp.options import CspOptions
from .protections.headers.options import HeadersOptions
from .protections.headers.permissions_policy import parse
from .protections.transport.options import TransportOptions

TalismanSettings = Mapping[str, Any]
"""Keyword arguments of ``Talisman(app, ...)``."""

Options = dict[str, dict[str, Any]]
"""Feature → field → value."""

KNOWN = frozenset(inspect.signature(Talisman.init_app).parameters) - {"self", "app"}
_TYPES = {"csp": CspOptions, "headers": HeadersOptions, "transport": TransportOptions, "cookies": CookiesOptions}

_NEEDLESS = {
    "content_security_policy_nonce_in": "nonces are put into templates automatically.",
    "force_https_permanent": "redirects are always permanent and keep the method (308).",
    "force_file_save": "X-Download-Options meant something to Internet Explorer only.",
    "x_xss_protection": "browsers have removed the filter it controls.",
}
"""Settings that need no counterpart, and why."""

logger = logging.getLogger("flask_hardened")


def from_talisman(settings: TalismanSettings, features: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of ``Hardened`` with Talisman's settings among them.

    :param settings: keyword arguments as ``Talisman(app, ...)`` takes them.
    :param features: the other arguments of ``Hardened``.
    :raises ConfigurationError: for settings that Talisman does not know, values that cannot be carried over, and
        features that are given both ways.
    """
    problems = [
        Problem(f"talisman[{name!r}]", "Talisman has no such setting.", did_you_mean(name, KNOWN))
        for name in sorted(set(settings) - KNOWN)
    ]
    options: Options = {}
    for name, value in settings.items():
        if name in _NEEDLESS:
            logger.info("talisman[%r] is not needed any more: %s", name, _NEEDLESS[name])
        elif name in _CARRIED:
            try:
                _CARRIED[name](options, value)
            except ValueError as error:
                problems.append(Problem(f"talisman[{name!r}]", *error.args))
    arguments = dict(features)
    for feature, fields in options.items():
        if feature in features:
            problems.append(
                Problem(feature, "it is given as an argument and by Talisman's settings.", "Keep one of the two.")
            )
            continue
        try:
            arguments[feature] = False if fields.pop("off", False) else _TYPES[feature](**fields)
        except ConfigurationError as error:
            problems.extend(error.problems)
    if problems:
        raise ConfigurationError(problems)
    return arguments


def _field(feature: str, name: str) -> Callable[[Options, Any], None]:
    """Return a carrier for a setting that one field takes as it is."""

    def carry(options: Options, value: Any) -> None:
        options.setdefault(feature, {})[name] = value

    return carry


def _content_security_policy(options: Options, policy: Any) -> None:
    csp = options.setdefault("csp", {})
    if not policy:
        csp["off"] = True
        return
    for name, sources in _directives(policy).items():
        field = name.strip().lower().replace("-", "_")
        if field == "report_uri":
            csp["report_uri"] = " ".join(sources)
        elif field == "upgrade_insecure_requests":
            csp[field] = True
        elif field in DIRECTIVES:
            csp[field] = sources
        else:
            raise ValueError(f"the directive {name!r} has no option here.", "Leave it out: browsers fall back.")
    for directive, attributes in (("script_src", "script_src_attr"), ("style_src", "style_src_attr")):
        if UNSAFE_INLINE in csp.get(directive, ()):
            csp.setdefault(attributes, [UNSAFE_INLINE])
            logger.warning(
                "talisman['content_security_policy'] allows %s in %s, which lets injected code run. "
                "Nonces are put into templates automatically: try without it.",
                UNSAFE_INLINE,
                directive.replace("_", "-"),
            )
    listed = (csp.get(name) for name in DIRECTIVES)
    used = {source for sources in listed if isinstance(sources, list) for source in sources}
    csp["dangerously_allow"] = tuple(sorted(used & DANGEROUS))


def _directives(policy: Any) -> dict[str, list[str]]:
    """Read a policy as Talisman does: a string with semicolons, or a mapping to strings or lists of sources."""
    if isinstance(policy, str):
        parts = [part.split() for part in policy.split(";") if part.strip()]
        return {words[0]: words[1:] for words in parts}
    if isinstance(policy, Mapping):
        return {
            str(name): " ".join([sources] if isinstance(sources, str) else map(str, sources)).split()
            for name, sources in policy.items()
        }
    raise ValueError("it is neither a string nor a mapping.", "Give it as Talisman takes it.")


def _report_only(options: Options, value: Any) -> None:
    options.setdefault("csp", {})["enforce"] = not value


def _frame_options(options: Options, value: Any) -> None:
    ancestors = {"DENY": ["'none'"], "SAMEORIGIN": ["'self'"], "ALLOW-FROM": None, None: ["*"], "": ["*"]}
    if value not in ancestors:
        raise ValueError(f"{value!r} is not DENY, SAMEORIGIN or ALLOW-FROM.", "Give one of these.")
    if value:
        options.setdefault("headers", {})["frame_options"] = value if value != "ALLOW-FROM" else None
    else:
        options.setdefault("headers", {})["frame_options"] = None
    if ancestors[value] is not None:
        options.setdefault("csp", {}).setdefault("frame_ancestors", ancestors[value])


def _frame_options_allow_from(options: Options, value: Any) -> None:
    if value:
        options.setdefault("csp", {})["frame_ancestors"] = str(value).split()


def _permissions_policy(options: Options, value: Any) -> None:
    text = (
        value if isinstance(value, str) else ", ".join(f"{name}={allowed}" for name, allowed in (value or {}).items())
    )
    members = parse(text)
    if members is None:
        raise ValueError("it is not a Permissions-Policy.", "Write for instance {'geolocation': '(self)'}.")
    options.setdefault("headers", {})["permissions_policy"] = {
        name: ("*",) if allowed is None else tuple(sorted(source.strip('"') for source in allowed))
        for name, allowed in members.items()
    }


def _renamed_header(options: Options, value: Any) -> None:
    if value:
        raise ValueError("no browser reads this header any more.", "Say it with permissions_policy.")


def _hsts(options: Options, value: Any) -> None:
    if not value:
        options.setdefault("transport", {})["hsts_max_age"] = None


def _hsts_max_age(options: Options, value: Any) -> None:
    options.setdefault("transport", {}).setdefault("hsts_max_age", value)


def _samesite(options: Options, value: Any) -> None:
    if value == "Strict":
        options.setdefault("cookies", {})["samesite"] = value
    elif value not in ("Lax", None, ""):
        raise ValueError(f"{value!r} is weaker than Lax.", "Name the cookies in CookiesOptions(cross_site=...).")


def _http_only(options: Options, value: Any) -> None:
    if not value:
        raise ValueError("a session cookie that scripts read is lost at the first XSS.", "Leave it out.")


_CARRIED: dict[str, Callable[[Options, Any], None]] = {
    "content_security_policy": _content_security_policy,
    "content_security_policy_report_uri": _field("csp", "report_uri"),
    "content_security_policy_report_only": _report_only,
    "permissions_policy": _permissions_policy,
    "feature_policy": _renamed_header,
    "document_policy": _renamed_header,
    "force_https": _field("transport", "required"),
    "frame_options": _frame_options,
    "frame_options_allow_from": _frame_options_allow_from,
    "strict_transport_security": _hsts,
    "strict_transport_security_max_age": _hsts_max_age,
    "strict_transport_security_include_subdomains": _field("transport", "hsts_include_subdomains"),
    "strict_transport_security_preload": _field("transport", "hsts_preload"),
    "referrer_policy": _field("headers", "referrer_policy"),
    "session_cookie_secure": _field("cookies", "secure"),
    "session_cookie_samesite": _samesite,
    "session_cookie_http_only": _http_only,
    "x_content_type_options": _field("headers", "content_type_options"),
}
"""Every setting that is carried over, in Talisman's words."""

assert _CARRIED.keys() | _NEEDLESS.keys() == KNOWN

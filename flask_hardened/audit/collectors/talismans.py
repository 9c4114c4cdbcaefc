"""Reads each Flask-Talisman of an app."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask

from ..extension_facts import TalismanFacts


def talismans(app: Flask) -> Iterator[TalismanFacts]:
    """Yield what each was told; they leave no entry in ``app.extensions``, but hooks."""
    owners: list[Any] = [getattr(hook, "__self__", None) for hook in app.after_request_funcs.get(None, ())]
    for talisman in dict.fromkeys(owners):
        if type(talisman).__module__.partition(".")[0] != "flask_talisman":
            continue
        yield TalismanFacts(
            force_https=bool(talisman.force_https),
            hsts=bool(talisman.strict_transport_security),
            hsts_max_age=int(talisman.strict_transport_security_max_age or 0),
            secure_session=bool(talisman.session_cookie_secure),
            frame_options=str(talisman.frame_options or ""),
            nosniff=bool(talisman.x_content_type_options),
            referrer_policy=str(talisman.referrer_policy or ""),
            csp=directives(talisman.content_security_policy),
            csp_report_only=bool(talisman.content_security_policy_report_only),
            nonces=frozenset(map(str, talisman.content_security_policy_nonce_in or ())),
        )


def directives(policy: Any) -> Mapping[str, tuple[str, ...]]:
    """Return a policy as directives and their sources; Talisman takes text, or a dictionary of texts and lists."""
    if not policy:
        return {}
    if isinstance(policy, str):
        parts = [part.split() for part in policy.split(";")]
        return {part[0].lower(): tuple(part[1:]) for part in parts if part}
    return {
        str(name).lower(): tuple(sources.split() if isinstance(sources, str) else map(str, sources or ()))
        for name, sources in dict(policy).items()
    }

"""Permissions-Policy: powerful browser features that neither the page nor what it embeds may use (W3C)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...errors import did_you_mean
from .header import Header

DENIED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""Denied by default: sensors, capture, devices, payment, and what serves tracking only."""

KNOWN = frozenset(DENIED) | {
    "all-screens-capture",
    "ambient-light-sensor",
    "aria-notify",
    "attribution-reporting",
    "autofill",
    "autoplay",
    "battery",
    "bluetooth",
    "captured-surface-control",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "cross-origin-isolated",
    "deferred-fetch",
    "deferred-fetch-minimal",
    "digital-credentials-get",
    "direct-sockets",
    "document-domain",
    "encrypted-media",
    "execution-while-not-rendered",
    "execution-while-out-of-viewport",
    "fullscreen",
    "gamepad",
    "identity-credentials-get",
    "interest-cohort",
    "join-ad-interest-group",
    "keyboard-map",
    "language-detector",
    "language-model",
    "local-network-access",
    "on-device-speech-recognition",
    "otp-credentials",
    "picture-in-picture",
    "private-state-token-issuance",
    "private-state-token-redemption",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "run-ad-auction",
    "screen-wake-lock",
    "speaker-selection",
    "storage-access",
    "summarizer",
    "sync-xhr",
    "translator",
    "unload",
    "web-share",
    "window-management",
}
"""Feature names of the specification's list and of the browsers; anything else is taken for a slip of the pen."""

_ORIGIN = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9.-]+(?::[0-9]{1,5})?", re.ASCII)
_MEMBER = re.compile(r"\s*([a-z][a-z0-9-]*)=(\*|\(([^()]*)\)|[^\s,;()]+)\s*", re.ASCII)


def render(features: Mapping[str, Sequence[str]]) -> str:
    """Return the header for the denied features and for those given, and who may use them.

    :param features: feature → ``()`` for nobody, ``("self",)``, ``("*",)`` or origins such as ``https://a.example``.
    :raises ValueError: for a name that no browser knows, or a source that is none of these.
    """
    members = []
    for name, sources in {**dict.fromkeys(DENIED, ()), **features}.items():
        if name not in KNOWN:
            raise ValueError(f"{name!r} is no feature that browsers know.", did_you_mean(name, KNOWN))
        members.append(f"{name}={_allowlist(name, sources)}")
    return ", ".join(members)


def _allowlist(name: str, sources: Sequence[str]) -> str:
    if list(sources) == ["*"]:
        return "*"
    words = []
    for source in sources:
        if source not in ("self", "src") and not _ORIGIN.fullmatch(source):
            raise ValueError(
                f"{source!r} is nobody who could be given {name!r}.", "Give 'self', '*' alone, or https://host."
            )
        words.append(source if source in ("self", "src") else f'"{source}"')
    return f"({' '.join(words)})"


def stricter(view: str, policy: str) -> str:
    """Keep a view's own members, but for a feature that the policy restricts only if the view restricts it as much."""
    own = parse(view)
    if own is None:
        return policy
    demanded = parse(policy) or {}
    for name, allowed in demanded.items():
        chosen = own.get(name)
        if allowed is not None and (chosen is None or chosen - allowed):
            own[name] = allowed
    return ", ".join(f"{name}={_text(sources)}" for name, sources in own.items())


def parse(value: str) -> dict[str, frozenset[str] | None] | None:
    """Return feature → sources, or None when the value is not a dictionary of allow lists (RFC 9651)."""
    members: dict[str, frozenset[str] | None] = {}
    position = 0
    while position < len(value):
        match = _MEMBER.match(value, position)
        if match is None:
            return None
        name, whole, inner = match.groups()
        members[name] = None if whole == "*" else frozenset(whole.split() if inner is None else inner.split())
        position = match.end()
        if position < len(value):
            if value[position] != ",":
                return None
            position += 1
    return members


def _text(sources: frozenset[str] | None) -> str:
    return "*" if sources is None else f"({' '.join(sorted(sources))})"


HEADER = Header("Permissions-Policy", "permissions_policy", render, stricter)

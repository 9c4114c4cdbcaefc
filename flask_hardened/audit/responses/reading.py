"""Reduces an answer to facts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .facts import AnswerFacts, CookieFacts
from .leaks import leaks_in
from .page_reading import page_of
from .probe import FOREIGN, Answer, Pair, Probe

_KEPT = frozenset(
    {
        "access-control-allow-credentials", "access-control-allow-headers", "access-control-allow-methods",
        "access-control-allow-origin", "age", "allow", "cache-control", "content-security-policy",
        "content-security-policy-report-only", "content-type", "cross-origin-embedder-policy",
        "cross-origin-opener-policy", "cross-origin-resource-policy", "expect-ct", "feature-policy",
        "permissions-policy", "pragma", "public-key-pins", "referrer-policy", "server", "strict-transport-security",
        "vary", "via", "x-aspnet-version", "x-content-security-policy", "x-content-type-options", "x-frame-options",
        "x-generator", "x-permitted-cross-domain-policies", "x-powered-by", "x-runtime", "x-webkit-csp",
        "x-xss-protection",
    }
)  # fmt: skip
"""Headers whose values are no secrets. Of ``Location`` scheme, host and path are kept."""
_NONCE = re.compile(r"'nonce-[^']*'", re.IGNORECASE)
_LINK = re.compile(rb"(?:href|src|action|content)\s*=\s*[\"']?\s*(?:https?:)?//evil\.example(?![\w.-])", re.IGNORECASE)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_LONGEST = 2048


def facts_of(probe: Probe, answer: Answer, session_cookie: str) -> AnswerFacts:
    """Reduce an answer.

    :param session_cookie: the name of the app's session cookie.
    """
    content_type = next((value for name, value in answer.headers if name.lower() == "content-type"), "")
    html = content_type.partition(";")[0].strip().lower() in _HTML
    return AnswerFacts(
        kind=probe.kind,
        method=probe.method,
        path=probe.path,
        scheme=probe.scheme,
        endpoint=probe.endpoint,
        status=answer.status,
        headers=tuple(_header(*pair) for pair in answer.headers if pair[0].lower() != "set-cookie"),
        cookies=tuple(_cookie(value, session_cookie) for name, value in answer.headers if name.lower() == "set-cookie"),
        leaks=leaks_in(answer.body) if answer.status >= 400 else frozenset(),
        reflected=frozenset(_reflected(probe, answer)),
        origin=probe.origin,
        page=page_of(answer.body) if html else None,
        raised=answer.failure,
        seconds=answer.seconds,
    )


def _header(name: str, value: str) -> Pair:
    name = name.lower()
    if name == "location":
        parts = urlsplit_or_none(value)
        return name, "" if parts is None else parts
    if name not in _KEPT:
        return name, ""
    return name, _NONCE.sub("'nonce-'", value)[:_LONGEST] if "security-policy" in name else value[:_LONGEST]


def urlsplit_or_none(value: str) -> str | None:
    """Return an address without credentials, query and fragment; None for what is none."""
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    authority = "" if host is None else f"//{host}" if port is None else f"//{host}:{port}"
    scheme = f"{parts.scheme}:" if parts.scheme else ""
    return f"{scheme}{authority}{parts.path}"[:_LONGEST]


def _cookie(value: str, session_cookie: str) -> CookieFacts:
    first, *rest = value.split(";")
    name = first.partition("=")[0].strip()
    attributes = {part.partition("=")[0].strip().lower(): part.partition("=")[2].strip() for part in rest}
    lower = name.lower()
    return CookieFacts(
        name=name[:80],
        secure="secure" in attributes,
        http_only="httponly" in attributes,
        same_site=attributes["samesite"].lower()[:40] if "samesite" in attributes else None,
        domain=bool(attributes.get("domain")),
        path=attributes.get("path"),
        session=name.removeprefix("__Host-").removeprefix("__Secure-") == session_cookie or "sessi" in lower,
    )


def _reflected(probe: Probe, answer: Answer) -> list[str]:
    """Return where something that the probe claimed came back."""
    found = []
    location = next((value for name, value in answer.headers if name.lower() == "location"), "")
    host = (urlsplit_or_none(location) or "").partition("//")[2].partition("/")[0].partition(":")[0]
    if host == FOREIGN or host.endswith(f".{FOREIGN}"):
        found.append("location")
    if _LINK.search(answer.body):
        found.append("link")
    if probe.method == "TRACE" and answer.status == 200 and b"TRACE " in answer.body[:4096]:
        found.append("request")
    return found

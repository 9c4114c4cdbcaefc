"""What Content Security Policy Level 3 lets a directive say.

Source: https://www.w3.org/TR/CSP3/ sections 2.3.1 (source lists) and 6 (directives), and W3C Trusted Types section 4.4.
"""

from __future__ import annotations

FETCH = (
    "default_src",
    "script_src",
    "script_src_attr",
    "style_src",
    "style_src_attr",
    "img_src",
    "font_src",
    "connect_src",
    "media_src",
    "frame_src",
    "worker_src",
    "manifest_src",
    "object_src",
)
SOURCE_LISTS = (*FETCH, "base_uri", "form_action", "frame_ancestors")
DIRECTIVES = (
    *SOURCE_LISTS,
    "require_trusted_types_for",
    "trusted_types",
    "sandbox",
    "upgrade_insecure_requests",
)
"""Every directive that can be given, as an option is spelled, in the order in which they are sent."""
ENFORCED_ONLY = frozenset({"sandbox", "upgrade_insecure_requests"})
"""Directives that browsers ignore, with a warning in their console, in a report-only policy."""

NONE = "'none'"
SELF = "'self'"
STRICT_DYNAMIC = "'strict-dynamic'"
UNSAFE_INLINE = "'unsafe-inline'"
UNSAFE_HASHES = "'unsafe-hashes'"

_ANYWHERE = frozenset({NONE, SELF})
_STYLE = _ANYWHERE | {UNSAFE_INLINE, UNSAFE_HASHES, "'report-sample'"}
_SCRIPT = _STYLE | {STRICT_DYNAMIC, "'unsafe-eval'", "'wasm-unsafe-eval'", "'inline-speculation-rules'"}
_KEYWORDS = {
    "default_src": _SCRIPT,
    "script_src": _SCRIPT,
    "script_src_attr": _STYLE,
    "style_src": _STYLE,
    "style_src_attr": _STYLE,
}
KEYWORDS = _SCRIPT
"""Every keyword, quotes included."""
WITH_HASHES = frozenset(_KEYWORDS)
"""Directives in which a hash means something."""

DANGEROUS = frozenset(
    {UNSAFE_INLINE, "'unsafe-eval'", "*", "data:", "blob:", "filesystem:", "http:", "https:", "http://*", "https://*"}
)
"""Sources that let an injected script run where scripts are allowed by them."""
DANGEROUS_IN = frozenset({"default_src", "script_src", "script_src_attr", "object_src", "base_uri"})

SANDBOX = frozenset(
    f"allow-{word}"
    for word in (
        "downloads",
        "forms",
        "modals",
        "orientation-lock",
        "pointer-lock",
        "popups",
        "popups-to-escape-sandbox",
        "presentation",
        "same-origin",
        "scripts",
        "storage-access-by-user-activation",
        "top-navigation",
        "top-navigation-by-user-activation",
        "top-navigation-to-custom-protocols",
    )
)
"""What a sandbox may allow again (WHATWG HTML, "parse a sandboxing directive")."""


def keywords_of(directive: str) -> frozenset[str]:
    """Return the keywords that mean something in `directive`."""
    return _KEYWORDS.get(directive, _ANYWHERE)


def wire_name(directive: str) -> str:
    """Return a directive's name as the header spells it: ``img-src`` for ``img_src``."""
    return directive.replace("_", "-")

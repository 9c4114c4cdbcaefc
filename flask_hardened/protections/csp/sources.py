"""Whether a source may stand in a directive: nothing that begins another directive, and nothing that means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ...errors import did_you_mean
from .grammar import (
    DANGEROUS,
    DANGEROUS_IN,
    DIRECTIVES,
    KEYWORDS,
    NONE,
    STRICT_DYNAMIC,
    UNSAFE_INLINE,
    WITH_HASHES,
    keywords_of,
    wire_name,
)

Fault = tuple[str, str]
"""What is wrong, and how to mend it."""

_BARE = frozenset(keyword.strip("'") for keyword in KEYWORDS)
_SCHEMES = frozenset({"http", "https", "ws", "wss", "data", "blob", "filesystem", "mediastream"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HASH = re.compile(r"'sha(256|384|512)-([A-Za-z0-9+/_-]+)(={0,2})'")
_HASH_LENGTH = {"256": (43, 1), "384": (64, 0), "512": (86, 2)}
_HOST_SOURCE = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
    r"(?P<host>\*|(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.?)"
    r"(?::(?P<port>\*|[0-9]{1,5}))?"
    r"(?P<path>/(?:[A-Za-z0-9._~!$&'()*+=:@/-]|%[0-9A-Fa-f]{2})*)?"
)


def list_faults(directive: str, sources: tuple[str, ...], allowed: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """Yield the faults of a source list.

    :param directive: as an option is spelled, for instance ``img_src``.
    :param allowed: dangerous sources that were allowed by name.
    """
    name = wire_name(directive)
    if not sources:
        yield "the list is empty.", f'Give ["{NONE}"] to allow nothing.'
    if NONE in sources and len(set(sources)) > 1:
        yield f"{NONE} stands beside other sources, and browsers then ignore it.", f"Give {NONE} alone, or remove it."
    if STRICT_DYNAMIC in sources and UNSAFE_INLINE in sources:
        yield (
            f"beside {STRICT_DYNAMIC} browsers ignore {UNSAFE_INLINE}.",
            "Remove one of the two: templates' inline scripts run without either.",
        )
    for source in sources:
        fault = source_fault(directive, source)
        if fault is None and directive in DANGEROUS_IN and _broad(source) in DANGEROUS - allowed:
            fault = (
                f"{source} lets injected scripts run when it stands in {name}.",
                f'Name what is needed, or say dangerously_allow=["{_broad(source)}"] as well.',
            )
        if fault is not None:
            yield fault


def source_fault(directive: str, source: str) -> Fault | None:
    """Return what is wrong with one source, or None."""
    fault = _character_fault(source)
    if fault is not None:
        return fault
    if source.startswith("'") or (source.endswith("'") and "/" not in source):
        return _keyword_fault(directive, source)
    if source == "*":
        return None
    if source.lower() in _BARE or source.lower().startswith(("nonce-", "sha256-", "sha384-", "sha512-")):
        return f"{source} has no quotes, so it would be a host.", f"Did you mean \"'{source.lower()}'\"?"
    if source.replace("-", "_").lower() in DIRECTIVES:
        return f"{source} is the name of a directive.", "Give each directive as an option of its own."
    if source.lower() in _SCHEMES:
        return f"{source} would be a host.", f'Did you mean "{source.lower()}:"?'
    if _SCHEME.fullmatch(source):
        return _scheme_fault(source)
    return _host_fault(source)


def _character_fault(source: str) -> Fault | None:
    if not source:
        return "a source is empty.", "Remove it."
    shown = ascii(source[:60])
    if ";" in source:
        return f"{shown} contains a semicolon, which ends a directive.", "Give each directive as an option of its own."
    if "," in source:
        return f"{shown} contains a comma, which ends a policy.", "Give each source as an item of the list."
    if any(character.isspace() for character in source):
        return f"{shown} contains white space.", "Give each source as an item of the list, on one line."
    if not source.isascii():
        return f"{shown} is not ASCII.", "Write the host as browsers send it, for instance xn--bcher-kva.example."
    if not source.isprintable():
        return f"{shown} contains a control character.", "Remove it."
    return None


def _keyword_fault(directive: str, source: str) -> Fault | None:
    known = keywords_of(directive)
    if source in known:
        return None
    if source.startswith("'nonce-"):
        return (
            "a nonce that never changes protects nothing.",
            "Leave it out: a page's own nonce is added to its policy.",
        )
    if source.startswith("'sha"):
        return _hash_fault(directive, source)
    if source in KEYWORDS:
        return f"{source} means nothing in {wire_name(directive)}.", "Remove it."
    close = get_close_matches(f"'{source.lower().strip(chr(39))}'", known, n=1, cutoff=0.6)
    fix = f'Did you mean "{close[0]}"?' if close else f"Choose from: {', '.join(sorted(known))}."
    return f"{source} is no keyword.", fix


def _hash_fault(directive: str, source: str) -> Fault | None:
    match = _HASH.fullmatch(source)
    if match is None:
        return f"{source} is no hash.", "Give 'sha256-...', 'sha384-...' or 'sha512-...' with the digest in base64."
    digits, padding = _HASH_LENGTH[match[1]]
    if len(match[2]) != digits or len(match[3]) != padding:
        return f"{source} has not the length of a SHA-{match[1]} digest.", f"It takes {digits + padding} characters."
    if directive not in WITH_HASHES:
        return f"a hash means nothing in {wire_name(directive)}.", "Remove it."
    return None


def _scheme_fault(source: str) -> Fault | None:
    scheme = source[:-1].lower()
    if scheme in _SCHEMES:
        return None
    if scheme == "javascript":
        return "javascript: is never a source.", "Allow a handler by its hash."
    close = get_close_matches(scheme, _SCHEMES, n=1, cutoff=0.75)
    return (f"{source} is no known scheme.", f'Did you mean "{close[0]}:"?') if close else None


def _host_fault(source: str) -> Fault | None:
    match = _HOST_SOURCE.fullmatch(source)
    if match is not None:
        port = match["port"]
        if port is not None and port != "*" and not 0 < int(port) < 65536:
            return f"{source} names a port that cannot be.", "Ports go from 1 to 65535."
        if match["scheme"] is not None and match["scheme"].lower() not in _SCHEMES:
            close = get_close_matches(match["scheme"].lower(), _SCHEMES, n=1, cutoff=0.75)
            if close:
                return f"{source} has no known scheme.", did_you_mean(match["scheme"].lower(), _SCHEMES)
        return None
    if "@" in source:
        return "a source holds credentials.", "Remove them."
    if "?" in source or "#" in source:
        return "a source has a query or a fragment, which it cannot have.", "End it before them."
    if source.startswith("//"):
        return f"{source} has no scheme.", f"Write https:{source}."
    if "[" in source:
        return f"{source} is an IPv6 address, which a policy cannot name.", "Name the host."
    if "*" in source.partition("/")[0] or "*" in source.partition("://")[2].partition("/")[0]:
        return f"{source} has a wildcard where none may stand.", "Only the first label may be one: *.example.com."
    return f"{source} is no source.", "Give a keyword, a scheme (https:) or a host (https://cdn.example.com)."


def _broad(source: str) -> str:
    """Return the entry of :data:`DANGEROUS` that a source amounts to, or the source itself."""
    lower = source.lower()
    match = _HOST_SOURCE.fullmatch(lower)
    if match is not None and match["host"] == "*" and not (match["path"] or "").strip("/"):
        return "*" if match["scheme"] is None else f"{match['scheme']}://*"
    return lower

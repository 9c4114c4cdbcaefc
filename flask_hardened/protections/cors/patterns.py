"""Regular expressions for origins: compiled, and refused where they accept more than their author can have meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PROBES = (
    "https://any-site-at-all.invalid",
    "http://any-site-at-all.invalid:8443",
    "https://www.any-site-at-all.invalid",
    "https://192.0.2.1",
)
"""Origins that nobody names; a pattern that accepts one accepts everybody."""
_FIX = r"Write for instance r're:https://[a-z0-9-]+\.example\.com'."


def compile_pattern(pattern: str | re.Pattern[str]) -> re.Pattern[str]:
    r"""Return the compiled pattern; it is always matched against the whole origin, so it needs no ``^`` and ``$``.

    A string is compiled without regard to case. Refused are the mistakes through which other sites get in: a bare dot
    (``app.example.com`` matches ``appxexample.com``), ``.*`` before a name (``.*example\.com`` matches
    ``evilexample.com``), ``.*`` at the end (``app\.example\.com.*`` matches ``app.example.com.evil.net``).

    :raises ValueError: with two arguments, the fault and the fix.
    """
    if isinstance(pattern, str):
        try:
            compiled = re.compile(pattern, re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"{_shown(pattern)} is no regular expression: {error}.", _FIX) from None
    else:
        compiled = pattern
    source = compiled.pattern
    if not isinstance(source, str):
        raise ValueError(f"{source!r} is a pattern of bytes.", "Give a pattern of text.")  # noqa: TRY004 - a fault
    if any(compiled.fullmatch(probe) for probe in _PROBES):
        raise ValueError(f"{_shown(source)} accepts every origin.", "Name the origins, or say '*' without credentials.")
    for fault in _loose_dots(source):
        raise ValueError(f"{_shown(source)}: {fault}", _FIX)
    return compiled


def _loose_dots(source: str) -> Iterator[str]:
    r"""Yield what is wrong with the dots of a pattern that are neither escaped nor inside ``[...]``."""
    # Escaped characters and classes become one neutral character each, so that only bare dots are left.
    plain = re.sub(r"\\.|\[\^?\]?[^\]]*\]", "\x00", source, flags=re.DOTALL)
    for match in re.finditer(r"\.([*+?]|\{[0-9,]*\})?\??(?=(.?))", plain.removesuffix("$"), flags=re.DOTALL):
        quantifier, following = match.groups()
        if quantifier is None:
            yield "a dot that is not escaped matches any character."
        elif quantifier in {"*", "+"} and following.isalnum():
            yield f"{quantifier!r} after a dot runs into the name behind it, so 'evil' can stand before that name."
        elif quantifier in {"*", "+"} and not following:
            yield "it ends with any text, so 'https://app.example.com.evil.net' can match."


def _shown(source: str) -> str:
    return ascii(source if len(source) <= 80 else f"{source[:80]}...")

"""How good a secret key is, told without repeating it (CWE-321, CWE-331, CWE-798)."""

from __future__ import annotations

import re
import string
from itertools import pairwise

MINIMUM_BITS = 128
"""What 16 random bytes or 32 random hexadecimal digits carry (OWASP ASVS 5.0, 11.2.3)."""

_MINIMUM_VARIETY = 8

WELL_KNOWN = frozenset(
    {
        # From documentation, tutorials and answers that people copy.
        b'_5#y2L"F4Q8z\n\xec]/',
        b"192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
        b"A0Zr98j/3yX R~XHH!jmN]LWX/,?RT",
        b"A0Zr98j/3yXR~XHH!jmN]LWX/,?RT",
        b"5791628bb0b13ce0c676dfde280ba245",
        b"9OLWxND4o83j4K4iuopO",
        b"F34TF$($e34D",
        b'\xfd{H\xe5<\x95\xf9\xe3\x96.5\xd1\x01O<!\xd5\xa2\xa0\x9fR"\xa1\xa8',
        b"you-will-never-guess",
        b"hard to guess string",
        b"my_precious",
        b"my precious",
        b"bosco",
        b"dev",
    }
)

_PLACEHOLDER = re.compile(
    rb"secret|change.?me|change.?this|changeit|password|passw0rd|insecure|default|example|replace.?me|your.?key"
    rb"|my.?key|s3cr3t|development|testing|unsafe|qwerty|letmein|placeholder",
    re.IGNORECASE,
)


_WORDS = re.compile(rb"[a-z _.!-]*", re.IGNORECASE)


def weakness(key: object) -> str | None:
    """Return what is wrong with a secret key, as the rest of a sentence that starts with "it", or None.

    A key must be a string or bytes, carry at least 128 bits if it is random over the alphabet it uses, and must not be
    one from documentation, a placeholder, a repetition or a run such as ``abcdef...``.
    """
    if not isinstance(key, (str, bytes)):
        return f"is of type {type(key).__name__}, not a string or bytes."
    raw = key.encode("utf-8", "surrogatepass") if isinstance(key, str) else key
    if not raw:
        return "is empty."
    if raw.strip().lower() in {known.lower() for known in WELL_KNOWN}:
        return "is a key from public documentation, which anybody can try."
    if raw.isascii() and _PLACEHOLDER.search(raw):
        rest = _PLACEHOLDER.sub(b"", raw)
        if _WORDS.fullmatch(rest) or weakness(rest) is not None:
            return "reads like a placeholder, which anybody can guess."
    bits = int(len(raw) * _bits_per_character(raw))
    if bits < MINIMUM_BITS:
        return f"is too short: {len(raw)} characters carry at most {bits} bits, and {MINIMUM_BITS} are needed."
    if len(set(raw)) < _MINIMUM_VARIETY:
        return f"has little variety: only {len(set(raw))} different characters."
    if _repeats(raw) or _runs(raw):
        return "follows a pattern, so it can be guessed."
    return None


def _bits_per_character(raw: bytes) -> float:
    text = raw.decode("latin-1")
    for alphabet, bits in (
        (string.digits, 3.32),
        (string.hexdigits, 4.0),
        (string.ascii_lowercase, 4.7),
        (string.ascii_uppercase, 4.7),
        (string.ascii_letters + string.digits + "+/=_-", 5.95),
        (string.printable, 6.5),
    ):
        if all(character in alphabet for character in text):
            return bits
    return 8.0


def _repeats(raw: bytes) -> bool:
    """Whether the key is one piece over and over."""
    return any(raw == (raw[:period] * (len(raw) // period + 1))[: len(raw)] for period in range(1, len(raw) // 2 + 1))


def _runs(raw: bytes) -> bool:
    """Whether two thirds of the characters follow their predecessor in the alphabet or on the same key."""
    steps = [abs(after - before) for before, after in pairwise(raw)]
    # Of 31 steps in 32 random hexadecimal digits 5 are so short; half of them are, once in a hundred thousand keys.
    return sum(step <= 1 for step in steps) > len(steps) * 2 // 3

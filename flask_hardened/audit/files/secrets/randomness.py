"""How random a text looks."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Literal

_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^A-Za-z0-9]+")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"[0-9a-f]+|[0-9A-F]+", re.ASCII)


def entropy(text: str) -> float:
    """Return Shannon's entropy in bits per character; 0 for an empty text."""
    length = len(text)
    return -sum(count / length * math.log2(count / length) for count in Counter(text).values())


def variety(text: str) -> Literal["low", "medium", "high"]:
    """Return a class of entropy: of what can be reached with so many characters, less than 60 %, 85 %, or more."""
    alphabet = 16 if _HEXADECIMAL.fullmatch(text) else 64
    share = entropy(text) / max(1.0, math.log2(max(2, min(len(text), alphabet))))
    return "low" if share < 0.6 else "medium" if share < 0.85 else "high"


def is_wordy(text: str) -> bool:
    """Whether most of it is made of words that can be pronounced, as identifiers, messages and passphrases are."""
    letters = words = 0
    for part in _PARTS.findall(text):
        if part.isalpha():
            letters += len(part)
            if len(part) > 2 and _VOWEL.search(part) and not _CONSONANTS.search(part):
                words += len(part)
    return letters > 0 and words >= 0.7 * letters and letters >= 0.5 * len(text)


def is_random(text: str) -> bool:
    """Whether it looks like 64 random bits or more: keys and tokens do, names, words, dates and versions do not."""
    if len(text) < 16 or not text.isascii():
        return False
    digits = sum(map(str.isdigit, text))
    if _HEXADECIMAL.fullmatch(text):
        return entropy(text) >= 2.8 and 0 < digits < len(text)
    mixed = any(map(str.islower, text)) and any(map(str.isupper, text))
    if not (digits or mixed) or is_wordy(text):
        return False
    return entropy(text) >= min(3.5, 0.8 * math.log2(len(text)) + 0.1)

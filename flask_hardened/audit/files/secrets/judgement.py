"""Whether a value that is given to a name is a secret."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...finding import Confidence
from .names import secrecy
from .placeholders import is_placeholder, is_something_else
from .randomness import is_random, is_wordy

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_IS_LASTING = re.compile(r"api|secret|auth|access", re.IGNORECASE)
"""A UUID is an identifier much more often than a key."""
_CLASSES = (str.islower, str.isupper, str.isdigit)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a value looks like."""

    kind: str
    """The object of a sentence."""
    confidence: Confidence


def judge(name: str, value: str) -> Verdict | None:
    """Return what `value` is, if `name` promises a secret and the value can be one."""
    promised = secrecy(name)
    value = value.strip()
    if promised is None or not 6 <= len(value) <= 1000 or not value.isprintable():
        return None
    if is_placeholder(value) or value.casefold() == name.casefold():
        return None
    if is_something_else(value) or (secrecy(value) is not None and value.replace("_", "").isalnum()):
        return None  # the name of a secret is none
    if promised == "framework-key" and len(value) >= 8:
        return Verdict(kind="a secret key", confidence=Confidence.MEDIUM if is_random(value) else Confidence.LOW)
    if any(map(str.isspace, value)) or (_UUID.fullmatch(value) and not _IS_LASTING.search(name)):
        return None
    if promised == "password":
        return _password(value)
    return Verdict(kind="a key or token", confidence=Confidence.MEDIUM) if is_random(value) else None


def _password(value: str) -> Verdict | None:
    """Take what nobody writes as a label or an identifier: a password of one kind of characters is left alone."""
    classes = sum(any(map(is_class, value)) for is_class in _CLASSES) + any(not each.isalnum() for each in value)
    if is_random(value) or (len(value) >= 8 and classes >= 3 and not _is_name(value)):
        return Verdict(kind="a password", confidence=Confidence.MEDIUM)
    if classes >= 2 and any(map(str.isdigit, value)) and not _is_name(value):
        return Verdict(kind="a password", confidence=Confidence.LOW)
    return None


def _is_name(value: str) -> bool:
    """Whether it reads like an identifier or a slug: words, joined by one kind of sign, without digits inside."""
    return value.replace("_", "").replace("-", "").isalpha() and is_wordy(value)

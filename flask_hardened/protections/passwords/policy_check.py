"""What is wrong with a new password (OWASP ASVS 5.0 V6.2, NIST SP 800-63B section 3.1.1.2): no rules of composition."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from .common_passwords import folded, is_common
from .plain_text import UnusablePasswordError, encoded

logger = logging.getLogger("flask_hardened")

FaultCode = Literal["empty", "too_short", "too_long", "unwritable", "common", "context", "breached"]

_WORD = re.compile(r"[^\W_]{3,}")
_LEFT = 8
"""Characters that have to be left of a password without the words that everybody knows."""
_MOST_WORDS = 50


@dataclass(frozen=True, slots=True)
class PasswordFault:
    """One thing that is wrong with a new password. ``str()`` of it is the message."""

    code: FaultCode
    """Stays the same, for a translation."""
    message: str
    """What to do, for the person who chose the password. Never contains it."""

    def __str__(self) -> str:
        return self.message


class PasswordRefusedError(ValueError):
    """A new password is not accepted; WTForms and pydantic show its message beside the field."""

    def __init__(self, faults: Iterable[PasswordFault]) -> None:
        self.faults = tuple(faults)
        """Everything that is wrong with it."""
        super().__init__(" ".join(fault.message for fault in self.faults))


class PolicyCheck:
    """The policy of one app.

    :param min_length: in characters.
    :param words: known to everybody who sees the site.
    :param common: whether common passwords are refused.
    :param breached: the app's own list, or service.
    """

    def __init__(
        self, *, min_length: int, words: Iterable[str], common: bool, breached: Callable[[str], bool] | None
    ) -> None:
        self._min_length = min_length
        self._words = tuple(words)
        self._common = common
        self._breached = breached

    def faults(self, password: str, context: Iterable[str]) -> list[PasswordFault]:
        """Return what is wrong with a password, an empty list if nothing is."""
        return list(self._faults(password, context))

    def _faults(self, password: str, context: Iterable[str]) -> Iterator[PasswordFault]:
        try:
            encoded(password)
        except UnusablePasswordError as error:
            yield _of(error)
            return
        if len(unicodedata.normalize("NFC", password)) < self._min_length:
            yield PasswordFault("too_short", f"Use at least {self._min_length} characters.")
        if self._common and is_common(password):
            yield PasswordFault("common", "This password is one of the first that are tried. Choose another one.")
        elif self._is_context(password, context):
            message = "This password is mostly your name, your address or the name of this site. Choose another one."
            yield PasswordFault("context", message)
        elif self._is_breached(password):
            message = "This password is known from a data breach somewhere else. Choose another one."
            yield PasswordFault("breached", message)

    def _is_context(self, password: str, context: Iterable[str]) -> bool:
        words = {word for text in (*self._words, *context) for word in _words_of(text)}
        left = folded(password)
        for word in sorted(words, key=len, reverse=True)[:_MOST_WORDS]:
            left = left.replace(word, "")
        if left == folded(password):
            return False
        return len(left) < min(_LEFT, self._min_length) or (self._common and is_common(left))

    def _is_breached(self, password: str) -> bool:
        if self._breached is None:
            return False
        try:
            return bool(self._breached(password))
        except Exception as error:  # noqa: BLE001 - whoever cannot be asked does not decide who may sign up
            logger.warning("The check for breached passwords failed, so it was left out: %s.", type(error).__name__)
            return False


def _words_of(text: object) -> Iterator[str]:
    """Yield what a password may be made of, given a name or an address: its words, and the whole of it."""
    if isinstance(text, str):
        whole = folded(text[:320])
        yield from _WORD.findall(whole)
        if len(whole) > 3:
            yield whole


def _of(error: UnusablePasswordError) -> PasswordFault:
    messages = {
        "empty": "Choose a password.",
        "too_long": "This password is too long. Use at most 1024 bytes.",
        "unwritable": "This password has something in it that is no character. Choose another one.",
    }
    return PasswordFault(error.fault, messages[error.fault])

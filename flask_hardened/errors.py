"""The errors Flask-Hardened raises at set-up time.

Refused requests are :class:`werkzeug.exceptions.HTTPException` subclasses instead; see ``refusal.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One fault in the set-up: which setting, what is wrong with it, and how to mend it.

    None of the three may contain a secret: describe a bad key, never quote it.
    """

    setting: str
    fault: str
    fix: str

    def __str__(self) -> str:
        return f"{self.setting}: {self.fault} {self.fix}"


class HardenedError(Exception):
    """Base class of every exception that Flask-Hardened itself raises."""


class ConfigurationError(HardenedError):
    """The app must not start as it is configured.

    One error carries every problem that was found, so that they can be mended in one go.

    :param problems: at least one :class:`Problem`; kept in :attr:`problems`.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self._text())

    def _text(self) -> str:
        if len(self.problems) == 1:
            return str(self.problems[0])
        lines = "".join(f"\n  {number}. {problem}" for number, problem in enumerate(self.problems, 1))
        return f"{len(self.problems)} settings need mending:{lines}"


class CookieTooLargeError(HardenedError):
    """A cookie is larger than the 4096 bytes browsers keep, so it would be lost without a word (RFC 6265bis 5.7)."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return a sentence that names the closest of `choices`, or all of them when none is close."""
    known = sorted(choices)
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Choose from: {', '.join(known)}."

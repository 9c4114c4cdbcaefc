"""``RateLimit`` and ``RateLimit-Policy``, as in draft-ietf-httpapi-ratelimit-headers-10 and -11; ``Retry-After``."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ...storage import Verdict, Window

PROBLEM_TYPE = "https://iana.org/assignments/http-problem-types#quota-exceeded"
"""The problem type that the draft registers for a refused request."""


class Told(NamedTuple):
    """A limit of which the client is told."""

    name: str
    """Printable ASCII without quotes."""
    verdict: Verdict


def fields(told: Iterable[Told], now: float) -> list[tuple[str, str]]:
    """Return the two fields, as structured fields (RFC 9651): lists of strings with parameters.

    ``RateLimit-Policy: "default";q=100;w=900`` says how much (q) there is in how many seconds (w), ``RateLimit:
    "default";r=7;t=120`` how much remains (r) and in how many seconds that changes (t). Of a limit with several
    windows, the second names only the one that decides.
    """
    policies: list[str] = []
    states: list[str] = []
    for name, verdict in told:
        policy, names = _policy(name, verdict.windows)
        policies.append(policy)
        index = verdict.tightest if len(names) > 1 else 0
        left = max(0, verdict.windows[index].amount - verdict.counts[index])
        states.append(f'"{names[index]}";r={left};t={seconds_until(verdict.resets[index], now)}')
    return [("RateLimit-Policy", ", ".join(policies)), ("RateLimit", ", ".join(states))]


@lru_cache(maxsize=512)
def _policy(name: str, windows: tuple[Window, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the policy of a limit, and the names of its windows."""
    several = len(windows) > 1
    names = tuple(f"{name}-{window.seconds}s" if several else name for window in windows)
    parts = (f'"{each}";q={window.amount};w={window.seconds}' for each, window in zip(names, windows, strict=True))
    return ", ".join(parts), names


def seconds_until(moment: float, now: float) -> int:
    """Return whole seconds, rounded up, at least 1: who comes back then is let in."""
    return max(1, math.ceil(moment - now))


def field_name(text: str) -> str:
    """Return `text` as the name of a policy: what a structured field's string may hold, at most 40 characters."""
    return "".join(character if 32 <= ord(character) < 127 and character not in '"\\' else "_" for character in text)[
        :40
    ]

"""Windows and verdicts: what is asked of the store when something is counted, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from limits import RateLimitItem, parse_many

Strategy = Literal["fixed-window", "moving-window", "sliding-window-counter"]
"""How hits are counted; the names are those of `limits` and Flask-Limiter."""


class Window(NamedTuple):
    """At most `amount` within `seconds`, counted from the first hit on."""

    amount: int
    seconds: int


class Windows:
    """Limits that hold together: a hit is allowed if each of its windows allows it. Made once, used for each request.

    :param windows: one or more; the same window twice counts once.
    :param strategy: default ``fixed-window``, the only one that costs one round trip, takes several windows in one
        step, and can be refunded.
    :raises ValueError: without a window, or with a negative amount or a length below one second.
    """

    __slots__ = ("ids", "single", "strategy", "windows")

    def __init__(self, *windows: Window, strategy: Strategy = "fixed-window") -> None:
        self.windows: tuple[Window, ...] = tuple(dict.fromkeys(windows))
        if not self.windows:
            raise ValueError("Name at least one window.")
        for window in self.windows:
            if window.amount < 0 or window.seconds < 1:
                raise ValueError(f"A window of {window.amount} per {window.seconds} s makes no sense.")
        self.strategy = strategy
        self.ids: tuple[str, ...] = tuple(f"/{amount}/{seconds}" for amount, seconds in self.windows)
        """What is appended to a key, one for each window: a changed limit starts a count of its own."""
        self.single = len(self.windows) == 1 and strategy == "fixed-window"

    @classmethod
    def parse(cls, limits: str | Iterable[RateLimitItem], strategy: Strategy = "fixed-window") -> Windows:
        """Return the windows of a string such as ``"10 per minute; 100 per hour"``, or of `limits`' own items.

        :raises ValueError: if the string is not in the grammar of `limits`.
        """
        items = parse_many(limits) if isinstance(limits, str) else limits
        return cls(*(Window(item.amount, item.get_expiry()) for item in items), strategy=strategy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Windows) and (self.windows, self.strategy) == (other.windows, other.strategy)

    def __hash__(self) -> int:
        return hash((self.windows, self.strategy))

    def __repr__(self) -> str:
        return f"<Windows {', '.join(f'{amount} per {seconds} s' for amount, seconds in self.windows)}>"


class Verdict(NamedTuple):
    """The answer to a hit. The tuples have one item for each window, in the order of `windows`."""

    allowed: bool
    """Every window had room. A hit that is refused is counted in none of them."""
    counts: tuple[int, ...]
    """What is used of each window, this hit included if it was allowed."""
    resets: tuple[float, ...]
    """When each window ends, as ``time.time()``."""
    windows: tuple[Window, ...]
    receipt: tuple[float, ...] = ()
    """Which windows were charged: lets a refund leave alone a window that began later."""
    degraded: bool = False
    """The store was down: this is what the use declared for that case, not what the store says."""

    @property
    def tightest(self) -> int:
        """The index of the window that decides: the one with the least room, of these the one that ends last."""
        room = [window.amount - count for window, count in zip(self.windows, self.counts, strict=True)]
        return min(range(len(room)), key=lambda index: (room[index], -self.resets[index]))

    @property
    def used(self) -> int:
        """What is used of the tightest window."""
        return self.counts[self.tightest]

    @property
    def reset_at(self) -> float:
        """When the tightest window ends, as ``time.time()``."""
        return self.resets[self.tightest]

    @property
    def remaining(self) -> int:
        """How much room the tightest window has left; never negative."""
        index = self.tightest
        return max(0, self.windows[index].amount - self.counts[index])


def needed(cost: int) -> int:
    """Return the room a hit needs: its cost, or 1 if it only looks (cost 0).

    :raises ValueError: if the cost is negative, which would hand out room.
    """
    if cost < 0:
        raise ValueError(f"A hit cannot cost {cost}.")
    return cost or 1


def verdict_of(windows: Sequence[Window], states: Sequence[tuple[int, float]], allowed: bool) -> Verdict:
    """Return the verdict for one (count, reset) a window."""
    resets = tuple(reset for _, reset in states)
    return Verdict(allowed, tuple(count for count, _ in states), resets, tuple(windows), resets)

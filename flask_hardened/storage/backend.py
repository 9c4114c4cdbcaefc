"""What the store needs from whatever keeps its counters and values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from limits.storage import Storage

from .windows import Verdict, Windows


class Backend(Protocol):
    """Counters in fixed windows, and integers that expire.

    Every method is exact among all threads and processes that share the backend, and raises one of `failures`, within
    half a second, if it cannot do its work; or `CrowdedError`, if too many threads of this process are in the way.
    """

    failures: tuple[type[BaseException], ...]
    """What its methods raise when the store is down; empty if that cannot happen."""

    @property
    def storage(self) -> Storage:
        """The same store as `limits` sees it, for the moving and sliding windows of its strategies."""

    def hit(self, key: str, windows: Windows, cost: int = 1) -> Verdict:
        """Count `cost` in each window if all have room for it, in none otherwise. A cost of 0 only looks."""

    def hit_and_read(self, key: str, windows: Windows, keys: Sequence[str]) -> tuple[Verdict, list[int | None]]:
        """Do a :meth:`hit` and a :meth:`read`, in one trip if that can be."""

    def refund(self, key: str, windows: Windows, receipt: Sequence[float], cost: int = 1) -> None:
        """Take `cost` back from those of the windows in `receipt` that have not ended."""

    def clear(self, key: str, windows: Windows) -> None:
        """Forget what was counted."""

    def put(self, key: str, value: int, ttl: float) -> None:
        """Keep `value` for `ttl` seconds, in place of what was there."""

    def claim(self, key: str, ttl: float) -> bool:
        """Take a key that nobody holds, for `ttl` seconds. True for one caller only."""

    def advance(self, key: str, ttl: float) -> int:
        """Raise an epoch and keep it for `ttl` seconds; return one larger than all before it."""

    def read(self, keys: Sequence[str]) -> list[int | None]:
        """Return the values, None for what is absent or has expired."""

    def remove(self, keys: Sequence[str]) -> None:
        """Forget values."""

    def probe(self) -> None:
        """Write something, so that a store that only reads or is full counts as down."""

    def close(self) -> None:
        """Close connections; the next use opens them again."""

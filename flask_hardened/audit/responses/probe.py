"""Probe: one request that the audit sends; Answer: what came back, before it is reduced to facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

MOST_BYTES = 256 * 1024
"""How much of a body is read."""
FOREIGN = "evil.example"
"""The host of somebody else; reserved for documentation (RFC 2606)."""
NETWORKS = ("203.0.113", "198.51.100", "192.0.2")
"""Where the probes come from: the networks for documentation (RFC 5737), which nobody trusts."""
ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8"
"""What browsers say when a page is opened."""

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Probe:
    """One request."""

    kind: str
    """What it asks for; what the rules look for."""
    method: str = "GET"
    target: str
    """Path and query, as in the request line."""
    scheme: Literal["http", "https"] = "https"
    host: str | None = None
    """The ``Host`` header; None for the app's own."""
    headers: tuple[Pair, ...] = ()
    body: bytes = b""
    length: str | None = None
    """The ``Content-Length`` that is claimed; None for the body's own."""
    endpoint: str | None = None
    """The view that is asked; None where none is to be reached."""

    @property
    def path(self) -> str:
        """The target without its query, shortened."""
        path = self.target.partition("?")[0]
        return path if len(path) <= 80 else f"{path[:80]}..."

    @property
    def origin(self) -> str | None:
        """The ``Origin`` that is claimed."""
        return next((value for name, value in self.headers if name == "Origin"), None)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back."""

    status: int = 0
    """0 where nothing did."""
    headers: tuple[Pair, ...] = ()
    body: bytes = b""
    """The first :data:`MOST_BYTES`."""
    failure: str | None = None
    """The type of the exception that came instead, or while the body was read."""
    seconds: float = 0.0


Send = Callable[[Probe], Answer]


def peers() -> Iterator[str]:
    """Yield addresses without end, another one for each probe, so that no limit by client is met."""
    return cycle([f"{network}.{number}" for network in NETWORKS for number in range(1, 255)])

"""Which probes may be sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Probing:
    """What the user of the audit allows."""

    views: bool = False
    """Ask views too: GET, of those whose URL has no variable part."""
    unsafe: bool = False
    """Send unsafe methods to views too."""
    url: str | None = None
    """Ask the server at this address instead of the app in this process."""

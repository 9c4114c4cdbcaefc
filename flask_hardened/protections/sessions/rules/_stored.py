"""The store, as the rules about it read it. They lie here because it is sessions that lose most by a bad one."""

from __future__ import annotations

from ....audit.snapshot import Snapshot, StoreFacts

ALWAYS = ("sessions", "rate_limit")
"""Features that keep something in the store as soon as they are on."""
WHEN_USED = ("passwords", "tokens")
"""Features that are on in every app, and keep something in the store of one that has set them up."""


def store_in_use(snapshot: Snapshot) -> StoreFacts | None:
    """Return the store of the app; None where nothing uses one."""
    options = snapshot.hardening.options
    used = any(options.get(name) is not None for name in ALWAYS)
    used = used or any(chosen is not None and bool(chosen.given) for chosen in map(options.get, WHEN_USED))
    return snapshot.hardening.store if used else None

"""The store, as the rules about it read it. They lie here because it is sessions that lose most by a bad one."""

from __future__ import annotations

from ....audit.snapshot import Snapshot, StoreFacts

USERS = ("sessions", "rate_limit", "tokens", "passwords")
"""Features that keep something in the store."""


def store_in_use(snapshot: Snapshot) -> StoreFacts | None:
    """Return the store of the app; None where nothing uses one."""
    hardening = snapshot.hardening
    return hardening.store if any(hardening.options.get(name) is not None for name in USERS) else None

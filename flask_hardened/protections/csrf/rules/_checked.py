"""Whether requests are checked whatever Flask-WTF is told, as the rules of this room read it."""

from __future__ import annotations

from ....audit.snapshot import Snapshot


def is_checked(snapshot: Snapshot) -> bool:
    """Tell whether the csrf feature checks requests: it heeds its own exemptions only."""
    facts = snapshot.hardening_facts
    return facts is not None and facts.hardened and facts.options.get("csrf") is not None

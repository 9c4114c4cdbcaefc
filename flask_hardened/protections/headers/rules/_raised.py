"""Whether what the source writes by hand is raised, as the rules of this room read it."""

from __future__ import annotations

from ....audit.snapshot import Snapshot


def is_raised(snapshot: Snapshot) -> bool:
    """Tell whether the headers feature sends what is missing, and replaces what is weaker."""
    facts = snapshot.hardening_facts
    return facts is not None and facts.hardened and facts.options.get("headers") is not None

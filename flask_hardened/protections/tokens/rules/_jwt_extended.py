"""Flask-JWT-Extended, as the rules of this room read its settings."""

from __future__ import annotations

from ....audit.snapshot import Snapshot


def uses_jwt_extended(snapshot: Snapshot) -> bool:
    """Tell whether the app checks tokens with Flask-JWT-Extended."""
    return "flask_jwt_extended" in snapshot.config.extension_facts.used


def locations(snapshot: Snapshot) -> frozenset[str]:
    """Return where it looks for tokens: ``headers`` unless it is told otherwise."""
    told = snapshot.config.values.get("JWT_TOKEN_LOCATION", "headers")
    return frozenset([told] if isinstance(told, str) else told)

"""The event about a reference that this app did not make."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening


def report(hardening: Hardening, exchange: Exchange | None, purpose: str) -> None:
    """Say that a request came with a reference of `purpose` that is forged, cut off, or of another purpose."""
    hardening.events.emit(
        "input_validation_fail",
        description="A reference was not made by this app for this purpose.",
        exchange=exchange,
        reason="reference",
        purpose=purpose,
    )

"""X-Frame-Options: who may frame a page, for browsers without CSP ``frame-ancestors`` (RFC 7034, CWE-1021)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .header import ranked

FrameOptions = Literal["DENY", "SAMEORIGIN"]

HEADER = ranked("X-Frame-Options", "frame_options", ("DENY", "SAMEORIGIN"), fold=str.upper)


def from_frame_ancestors(sources: Sequence[str]) -> FrameOptions | None:
    """Return the value that says the same as a ``frame-ancestors`` list, or None where this header cannot say it."""
    if list(sources) == ["'none'"]:
        return "DENY"
    return "SAMEORIGIN" if list(sources) == ["'self'"] else None

"""Cross-Origin-Opener-Policy: which windows keep a handle on this one (WHATWG HTML, CWE-1022)."""

from __future__ import annotations

from typing import Literal

from .header import ranked

OpenerPolicy = Literal["same-origin", "same-origin-allow-popups", "noopener-allow-popups", "unsafe-none"]

HEADER = ranked(
    "Cross-Origin-Opener-Policy",
    "cross_origin_opener_policy",
    ("same-origin", "noopener-allow-popups", "same-origin-allow-popups", "unsafe-none"),
)

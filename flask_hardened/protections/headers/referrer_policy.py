"""Referrer-Policy: how much of a URL other sites learn (W3C Referrer Policy, CWE-200)."""

from __future__ import annotations

from typing import Literal

from .header import Header

ReferrerPolicy = Literal[
    "no-referrer",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
    "origin",
    "origin-when-cross-origin",
    "no-referrer-when-downgrade",
    "unsafe-url",
]
_RANK = {
    name: number
    for number, name in enumerate(
        (
            "no-referrer",
            "same-origin",
            "strict-origin",
            "strict-origin-when-cross-origin",
            "origin",
            "origin-when-cross-origin",
            "no-referrer-when-downgrade",
            "unsafe-url",
        )
    )
}


def stricter(view: str, policy: str) -> str:
    """Compare by the last word a browser knows, which is the one that holds when a list of fallbacks is sent."""
    known = [word for word in (part.strip().lower() for part in view.split(",")) if word in _RANK]
    return view if known and _RANK[known[-1]] <= _RANK[policy] else policy


HEADER = Header("Referrer-Policy", "referrer_policy", str, stricter)

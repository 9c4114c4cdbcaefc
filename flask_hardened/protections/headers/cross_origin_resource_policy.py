"""Cross-Origin-Resource-Policy: who may embed a response without CORS (WHATWG Fetch, CWE-346)."""

from __future__ import annotations

from typing import Literal

from .header import ranked

ResourcePolicy = Literal["same-origin", "same-site", "cross-origin"]

HEADER = ranked(
    "Cross-Origin-Resource-Policy", "cross_origin_resource_policy", ("same-origin", "same-site", "cross-origin")
)

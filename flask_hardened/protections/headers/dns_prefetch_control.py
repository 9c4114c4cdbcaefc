"""X-DNS-Prefetch-Control: links do not tell the resolver what a page contains (CWE-200)."""

from __future__ import annotations

from typing import Literal

from .header import ranked

DnsPrefetch = Literal["off", "on"]

HEADER = ranked("X-DNS-Prefetch-Control", "dns_prefetch_control", ("off", "on"))

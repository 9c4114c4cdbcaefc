"""Origin-Agent-Cluster: a process of its own for the origin, and no ``document.domain`` (WHATWG HTML)."""

from __future__ import annotations

from .header import switched

HEADER = switched("Origin-Agent-Cluster", "origin_agent_cluster", "?1")

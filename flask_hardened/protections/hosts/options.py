"""Options of the hosts room."""

from __future__ import annotations

from ...options import Options, options


@options
class HostsOptions(Options):
    """Allowed hosts, trusted proxies, allowed methods."""

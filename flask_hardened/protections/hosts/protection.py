"""Allowed hosts, trusted proxies, allowed methods."""

from __future__ import annotations

from ...protection import Protection
from .options import HostsOptions


class Hosts(Protection[HostsOptions]):
    """Allowed hosts, trusted proxies, allowed methods."""

    feature = "hosts"
    options_type = HostsOptions

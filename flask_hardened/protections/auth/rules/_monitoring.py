"""Which routes show how the app does, as the rules of this room read them."""

from __future__ import annotations

import re

from ....audit.snapshot import Route

_PACKAGES = frozenset({
    "flask_profiler", "flask_exporter", "prometheus_flask_exporter", "rq_dashboard", "prometheus_client",
    "flask_healthz_metrics", "flask_statsdclient",
})  # fmt: skip
_PATHS = re.compile(
    r"^(?:/[\w-]+)?/(?:metrics|prometheus|debug|_debug|actuator(?:/[\w/-]+)?|server-status|server-info|phpinfo(?:\.php)?"
    r"|profiler|flask-profiler|rq|flower|heapdump|env|trace|pprof|console|adminer|stats/internal)/?$"
)


def is_known(route: Route) -> bool:
    """Tell whether the view is one of a package for monitoring."""
    return route.package in _PACKAGES


def is_monitoring(route: Route) -> bool:
    """Tell whether the package or the path says so."""
    return is_known(route) or _PATHS.search(route.rule) is not None

"""Options of the deployment room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import Problem
from ...options import Options, options


@options
class DeploymentOptions(Options):
    """What production is, and what must not go there."""

    production: bool | None = None
    """Whether this is production. Default None: it is when the app runs neither in debug nor in testing mode."""
    health_paths: Sequence[str] = ("/healthz",)
    """Paths that load balancers and probes ask, exactly as in the URL: never redirected to HTTPS, answered for any host
    name. Default ``/healthz``."""

    def faults(self) -> Iterator[Problem]:
        """Yield paths that no request can have."""
        for path in self.health_paths:
            if not path.startswith("/") or "?" in path or "#" in path:
                yield self.problem("health_paths", f"{path!r} is no path.", "Give paths such as '/healthz'.")

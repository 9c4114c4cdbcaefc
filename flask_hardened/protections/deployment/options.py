"""Options of the deployment room."""

from __future__ import annotations

from ...options import Options, options


@options
class DeploymentOptions(Options):
    """What must not go into production."""

    production: bool | None = None
    health_paths: tuple[str, ...] = ("/healthz",)

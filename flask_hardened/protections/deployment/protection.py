"""What must not go into production."""

from __future__ import annotations

from ...protection import Protection
from .options import DeploymentOptions


class Deployment(Protection[DeploymentOptions]):
    """What must not go into production."""

    feature = "deployment"
    options_type = DeploymentOptions

"""The rooms: one folder per protection."""

from __future__ import annotations

from typing import Any

from ..protection import Protection
from .body_size.protection import BodySize
from .cookies.protection import Cookies
from .cors.protection import Cors
from .csp.protection import Csp
from .csrf.protection import Csrf
from .deployment.protection import Deployment
from .errors.protection import Errors
from .headers.protection import Headers
from .hosts.protection import Hosts
from .rate_limit.protection import RateLimit
from .sessions.protection import Sessions
from .transport.protection import Transport

CATALOG: tuple[type[Protection[Any]], ...] = (
    Hosts,
    Transport,
    Csp,
    BodySize,
    Cors,
    Csrf,
    RateLimit,
    Sessions,
    Headers,
    Cookies,
    Errors,
    Deployment,
)
"""Every room, outermost first: the order in which requests meet them."""

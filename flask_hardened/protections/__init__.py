"""The rooms: one folder per protection."""

from __future__ import annotations

from typing import Any

from ..protection import Protection
from .auth.protection import Auth
from .body_size.protection import BodySize
from .cookies.protection import Cookies
from .cors.protection import Cors
from .csp.protection import Csp
from .csrf.protection import Csrf
from .deployment.protection import Deployment
from .encryption.protection import Encryption
from .errors.protection import Errors
from .headers.protection import Headers
from .hosts.protection import Hosts
from .passwords.protection import Passwords
from .rate_limit.protection import RateLimit
from .redirects.protection import Redirects
from .references.protection import References
from .sanitizing.protection import Sanitizing
from .sessions.protection import Sessions
from .templates.protection import Templates
from .tokens.protection import Tokens
from .transport.protection import Transport
from .uploads.protection import Uploads
from .validation.protection import Validation

CATALOG: tuple[type[Protection[Any]], ...] = (
    Hosts,
    Transport,
    Csp,
    BodySize,
    Cors,
    Auth,
    Csrf,
    RateLimit,
    Validation,
    Uploads,
    Sessions,
    Passwords,
    Tokens,
    References,
    Redirects,
    Encryption,
    Sanitizing,
    Templates,
    Headers,
    Cookies,
    Errors,
    Deployment,
)
"""Every room, outermost first: the order in which requests meet them."""

"""Flask-Hardened: a Flask app made secure by default in one line."""

from __future__ import annotations

from .errors import ConfigurationError, CookieTooLargeError, HardenedError, Problem
from .events import EventsOptions, security_event
from .extension import Hardened
from .hardening import request_id
from .protections.body_size.decorators import body_size
from .protections.body_size.options import BodySizeOptions
from .protections.cookies.decorators import cookie
from .protections.cookies.options import CookiesOptions
from .protections.cors.decorators import cors
from .protections.cors.flask_cors_settings import from_flask_cors
from .protections.cors.options import CorsOptions
from .protections.csp.decorators import csp
from .protections.csp.nonce import csp_nonce
from .protections.csp.options import CspOptions, Directives
from .protections.csrf.decorators import csrf, csrf_exempt
from .protections.csrf.failures import CsrfError
from .protections.csrf.options import CsrfOptions
from .protections.csrf.session_token import csrf_token, rotate_token
from .protections.deployment.options import DeploymentOptions
from .protections.errors.options import ErrorsOptions
from .protections.headers.decorators import headers, no_store
from .protections.headers.options import HeadersOptions
from .protections.hosts.options import HostsOptions
from .protections.rate_limit.decorators import limit, limit_exempt, limit_failure
from .protections.rate_limit.options import RateLimitOptions
from .protections.sessions.changes import SessionStoreUnavailable
from .protections.sessions.functions import bind_user, end_other_sessions, end_session, end_sessions_of, rotate
from .protections.sessions.options import SessionsOptions
from .protections.sessions.server_side import SessionTooLargeError
from .protections.transport.options import TransportOptions
from .storage import StorageOptions

__all__ = [
    "BodySizeOptions",
    "ConfigurationError",
    "CookieTooLargeError",
    "CookiesOptions",
    "CorsOptions",
    "CspOptions",
    "CsrfError",
    "CsrfOptions",
    "DeploymentOptions",
    "Directives",
    "ErrorsOptions",
    "EventsOptions",
    "Hardened",
    "HardenedError",
    "HeadersOptions",
    "HostsOptions",
    "Problem",
    "RateLimitOptions",
    "SessionStoreUnavailable",
    "SessionTooLargeError",
    "SessionsOptions",
    "StorageOptions",
    "TransportOptions",
    "bind_user",
    "body_size",
    "cookie",
    "cors",
    "csp",
    "csp_nonce",
    "csrf",
    "csrf_exempt",
    "csrf_token",
    "end_other_sessions",
    "end_session",
    "end_sessions_of",
    "from_flask_cors",
    "headers",
    "limit",
    "limit_exempt",
    "limit_failure",
    "no_store",
    "request_id",
    "rotate",
    "rotate_token",
    "security_event",
]

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
from .protections.csp.decorators import csp
from .protections.csp.nonce import csp_nonce
from .protections.csp.options import CspOptions, Directives
from .protections.deployment.options import DeploymentOptions
from .protections.errors.options import ErrorsOptions
from .protections.headers.decorators import headers, no_store
from .protections.headers.options import HeadersOptions
from .protections.hosts.options import HostsOptions
from .protections.transport.options import TransportOptions

__all__ = [
    "BodySizeOptions",
    "ConfigurationError",
    "CookieTooLargeError",
    "CookiesOptions",
    "CspOptions",
    "DeploymentOptions",
    "Directives",
    "ErrorsOptions",
    "EventsOptions",
    "Hardened",
    "HardenedError",
    "HeadersOptions",
    "HostsOptions",
    "Problem",
    "TransportOptions",
    "body_size",
    "cookie",
    "csp",
    "csp_nonce",
    "headers",
    "no_store",
    "request_id",
    "security_event",
]

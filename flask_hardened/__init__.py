"""Flask-Hardened: a Flask app made secure by default in one line."""

from __future__ import annotations

from . import unshadowed as _unshadowed  # noqa: F401 - before anything that could be shadowed # isort: skip
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import ConfigurationError, CookieTooLargeError, HardenedError, Problem
from .events import EventsOptions, security_event
from .extension import Hardened
from .hardening import request_id
from .identity import Authenticator, Proof, Rejected
from .protections.auth.api_keys import ApiKey, hash_api_key, make_api_key
from .protections.auth.current import current_identity
from .protections.auth.decorators import (
    auth_required,
    fresh_login_required,
    owner_required,
    permissions_required,
    public,
    roles_required,
)
from .protections.auth.options import AuthOptions
from .protections.auth.outcomes import AccessDenied, AuthenticationRequired
from .protections.auth.person import Identity
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
from .protections.encryption import functions as encryption
from .protections.encryption.options import EncryptionOptions
from .protections.errors.options import ErrorsOptions
from .protections.headers.decorators import headers, no_store
from .protections.headers.options import HeadersOptions
from .protections.hosts.options import HostsOptions
from .protections.passwords import functions as passwords
from .protections.passwords.account import Account
from .protections.passwords.functions import authenticate
from .protections.passwords.options import PasswordsOptions
from .protections.passwords.plain_text import UnusablePasswordError
from .protections.passwords.policy_check import PasswordFault, PasswordRefusedError
from .protections.rate_limit.decorators import limit, limit_exempt, limit_failure
from .protections.rate_limit.options import RateLimitOptions
from .protections.redirects.decorators import redirects
from .protections.redirects.functions import allow_redirect, is_safe_redirect, safe_next
from .protections.redirects.options import RedirectsOptions
from .protections.references.functions import dereference, reference
from .protections.references.options import ReferencesOptions
from .protections.sanitizing.annotated import SafeHtml, Sanitized
from .protections.sanitizing.csv_cells import csv_safe
from .protections.sanitizing.functions import linkify, sanitize
from .protections.sanitizing.measure import HtmlTooLargeError
from .protections.sanitizing.options import SanitizingOptions
from .protections.sanitizing.policies import SanitizePolicy
from .protections.sessions.changes import SessionStoreUnavailable
from .protections.sessions.functions import bind_user, end_other_sessions, end_session, end_sessions_of, rotate
from .protections.sessions.options import SessionsOptions
from .protections.sessions.server_side import SessionTooLargeError
from .protections.sessions.signing_in import login, logout, logout_everywhere
from .protections.templates.options import TemplatesOptions
from .protections.tokens import functions as tokens
from .protections.tokens.keys import TokenKey
from .protections.tokens.options import TokensOptions
from .protections.transport.options import TransportOptions
from .protections.uploads.decorators import upload
from .protections.uploads.limits import ArchiveLimits, ImageLimits
from .protections.uploads.options import UploadsOptions
from .protections.uploads.received import Upload
from .protections.uploads.refusing import UploadError, UploadStoreUnavailable
from .protections.uploads.serving import delete_upload, send_upload
from .protections.uploads.stores.local import LocalStore
from .protections.uploads.stores.s3 import S3Store
from .protections.uploads.stores.stored import StoredUpload, UploadStore
from .protections.validation.decorators import validate
from .protections.validation.expectation import Invalid
from .protections.validation.faults import InvalidInput, UnreadableInput
from .protections.validation.options import ValidationOptions
from .protections.validation.types import Alphanumeric, Email, PlainText, SafeUrl, Slug, Trimmed
from .signing import SignedValueError, SignedValueExpiredError, SignedValueUsedError, sign, unsign
from .storage import StorageOptions

if TYPE_CHECKING:
    from .protections.encryption.columns import EncryptedJSON, EncryptedString

__all__ = [
    "AccessDenied",
    "Account",
    "Alphanumeric",
    "ApiKey",
    "ArchiveLimits",
    "AuthOptions",
    "AuthenticationRequired",
    "Authenticator",
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
    "Email",
    "EncryptedJSON",
    "EncryptedString",
    "EncryptionOptions",
    "ErrorsOptions",
    "EventsOptions",
    "Hardened",
    "HardenedError",
    "HeadersOptions",
    "HostsOptions",
    "HtmlTooLargeError",
    "Identity",
    "ImageLimits",
    "Invalid",
    "InvalidInput",
    "LocalStore",
    "PasswordFault",
    "PasswordRefusedError",
    "PasswordsOptions",
    "PlainText",
    "Problem",
    "Proof",
    "RateLimitOptions",
    "RedirectsOptions",
    "ReferencesOptions",
    "Rejected",
    "S3Store",
    "SafeHtml",
    "SafeUrl",
    "SanitizePolicy",
    "Sanitized",
    "SanitizingOptions",
    "SessionStoreUnavailable",
    "SessionTooLargeError",
    "SessionsOptions",
    "SignedValueError",
    "SignedValueExpiredError",
    "SignedValueUsedError",
    "Slug",
    "StorageOptions",
    "StoredUpload",
    "TemplatesOptions",
    "TokenKey",
    "TokensOptions",
    "TransportOptions",
    "Trimmed",
    "UnreadableInput",
    "UnusablePasswordError",
    "Upload",
    "UploadError",
    "UploadStore",
    "UploadStoreUnavailable",
    "UploadsOptions",
    "ValidationOptions",
    "allow_redirect",
    "auth_required",
    "authenticate",
    "bind_user",
    "body_size",
    "cookie",
    "cors",
    "csp",
    "csp_nonce",
    "csrf",
    "csrf_exempt",
    "csrf_token",
    "csv_safe",
    "current_identity",
    "delete_upload",
    "dereference",
    "encryption",
    "end_other_sessions",
    "end_session",
    "end_sessions_of",
    "fresh_login_required",
    "from_flask_cors",
    "hash_api_key",
    "headers",
    "is_safe_redirect",
    "limit",
    "limit_exempt",
    "limit_failure",
    "linkify",
    "login",
    "logout",
    "logout_everywhere",
    "make_api_key",
    "no_store",
    "owner_required",
    "passwords",
    "permissions_required",
    "public",
    "redirects",
    "reference",
    "request_id",
    "roles_required",
    "rotate",
    "rotate_token",
    "safe_next",
    "sanitize",
    "security_event",
    "send_upload",
    "sign",
    "tokens",
    "unsign",
    "upload",
    "validate",
]

_LATE = {"EncryptedJSON": ".protections.encryption.columns", "EncryptedString": ".protections.encryption.columns"}
"""What needs a package of an extra as soon as it is imported."""


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

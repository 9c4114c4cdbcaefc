"""What a request carries: cookies that sign somebody in, a bearer token, a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

FORM_TYPES = frozenset(
    {"application/x-www-form-urlencoded", "application/x-url-encoded", "multipart/form-data", "text/plain"}
)
"""What browsers' forms are sent as, and the old spelling that Werkzeug reads as a form."""
_SCRIPT_MODES = frozenset({"cors", "no-cors", "same-origin"})


def has_cookie(environ: WSGIEnvironment, names: Iterable[str]) -> bool:
    """Tell whether the request carries one of these cookies."""
    cookies: str | None = environ.get("HTTP_COOKIE")
    if not cookies:
        return False
    sent = {pair.partition("=")[0].strip() for pair in cookies.split(";")}
    return not sent.isdisjoint(names)


def has_bearer(environ: WSGIEnvironment) -> bool:
    """Tell whether the request carries a bearer token (RFC 6750).

    No form and no other site's script can set this header: a browser asks the CORS policy first.
    """
    authorization: str = environ.get("HTTP_AUTHORIZATION", "")
    scheme, _, token = authorization.strip().partition(" ")
    return scheme.lower() == "bearer" and bool(token.strip())


def is_form(environ: WSGIEnvironment) -> bool:
    """Tell whether a request is a form that a browser sends as a navigation, or may be one.

    A script of the same origin can send the same content types; then the browser says so with ``Sec-Fetch-Mode``.
    """
    mode = environ.get("HTTP_SEC_FETCH_MODE")
    if mode in _SCRIPT_MODES and environ.get("HTTP_SEC_FETCH_SITE") == "same-origin":
        return False
    if mode is not None and mode not in _SCRIPT_MODES:
        return True
    content_type: str = environ.get("CONTENT_TYPE") or ""
    return content_type.partition(";")[0].strip().lower() in FORM_TYPES

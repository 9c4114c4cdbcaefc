"""Where the redirect to HTTPS goes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_IN_PATH = "/!$&'()*+,:;=@"
_IN_QUERY = "/!$&'()*+,:;=@?%[]"


def https_location(environ: WSGIEnvironment, name: str, port: int | None) -> str:
    """Return the https URL of a request.

    The path starts with exactly one slash, so nothing of it can become part of the authority (CWE-601); every byte that
    a URL does not hold as it is gets percent-encoded, line breaks and backslashes included (CWE-113).

    :param name: the host, already judged; never the client's word.
    :param port: of https; None for the default.
    """
    path = _quote(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), _IN_PATH).lstrip("/")
    query = _quote(environ.get("QUERY_STRING", ""), _IN_QUERY)
    authority = name if port in {None, 443} else f"{name}:{port}"
    return f"https://{authority}/{path}{'?' if query else ''}{query}"


def _quote(text: str, safe: str) -> str:
    return quote(text.encode("latin-1", "replace"), safe=safe)

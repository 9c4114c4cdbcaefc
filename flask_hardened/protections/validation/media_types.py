"""Content types: a body is read as what it says it is, or not at all (RFC 9110 section 15.5.16)."""

from __future__ import annotations

from flask import Request
from werkzeug.exceptions import UnsupportedMediaType

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
JSON = "application/json"
_UTF_8 = frozenset({"utf-8", "utf8"})


def expect_json(request: Request) -> None:
    """Let ``application/json`` and ``application/...+json`` in UTF-8 pass.

    :raises UnsupportedMediaType: for everything else, compressed bodies too.
    """
    environ = request.environ
    if environ.get("CONTENT_TYPE") != JSON:
        kind = request.mimetype
        charset = request.mimetype_params.get("charset", "utf-8").lower()
        suffixed = kind.startswith("application/") and kind.endswith("+json")
        if (kind != JSON and not suffixed) or charset not in _UTF_8:
            raise UnsupportedMediaType(f"The body must be {JSON}, in UTF-8.")
    _expect_plain(request)


def expect_form(request: Request) -> None:
    """Let forms pass.

    :raises UnsupportedMediaType: for everything else.
    """
    if request.mimetype not in FORMS:
        raise UnsupportedMediaType(f"The body must be {' or '.join(FORMS)}.")
    _expect_plain(request)


def _expect_plain(request: Request) -> None:
    coding = request.environ.get("HTTP_CONTENT_ENCODING")
    if coding and coding.strip().lower() != "identity":
        raise UnsupportedMediaType("The body must not be compressed.")

"""Requests whose length or target no two programs read alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...refusal import Refusal
from .header_names import TRANSFER_ENCODING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

BAD_LENGTH = Refusal(400, "The Content-Length header is not a number of bytes.")
TWO_LENGTHS = Refusal(400, "A request has either a Content-Length or a Transfer-Encoding, not both.")
BAD_TARGET = Refusal(400, "The address of this request contains characters that no address may contain.")

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST = 19
"""Digits: 2**63 bytes. Python refuses to convert numbers of more than 4300 digits."""


def contradicts_itself(environ: WSGIEnvironment) -> bool:
    """Tell whether a request has two lengths: two programs in a row may end it at different bytes (CWE-444)."""
    return bool(environ.get(TRANSFER_ENCODING)) and bool(environ.get("CONTENT_LENGTH"))


def is_length(text: str) -> bool:
    """Tell whether `text` is a plain decimal number; two Content-Length headers arrive as ``5,5``."""
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST


def is_target(path: str, query: str) -> bool:
    """Tell whether a decoded path and a query may reach the app.

    No NUL in the path (CWE-626), no control character in the query, which is not decoded yet (RFC 3986 section 3.4),
    and only what WSGI allows: bytes, each written as the character of its number.
    """
    if "\0" in path or _CONTROL.search(query):
        return False
    return all(part.isascii() or max(part) <= "\xff" for part in (path, query))

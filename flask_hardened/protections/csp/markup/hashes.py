"""Content-Security-Policy hash sources of inline code."""

import base64
import hashlib
from functools import lru_cache

from .references import attribute_value, normalized


@lru_cache(maxsize=2048)
def attribute_hash(source: str) -> str:
    """Give the hash source, quotes included, of an attribute whose quotes enclose this text in the template.

    Source: CSP3 8.3 "Usage of 'unsafe-hashes'": the hash is that of the attribute's value in UTF-8.
    """
    return _source(attribute_value(source))


def element_hash(content: str) -> str:
    """Give the hash source of a ``script`` or ``style`` element with this text."""
    return _source(normalized(content))


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"

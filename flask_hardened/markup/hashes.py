"""Content-Security-Policy hash sources of inline code."""

import base64
import hashlib
from functools import lru_cache

from .origins import javascript_source
from .references import attribute_value, normalized


@lru_cache(maxsize=2048)
def attribute_hash(source: str) -> str:
    """Give the hash source, quotes included, of an attribute whose quotes enclose this text in the template.

    Source: CSP3 8.3 "Usage of 'unsafe-hashes'": the hash is that of the attribute's value in UTF-8.
    """
    return _source(attribute_value(source))


@lru_cache(maxsize=2048)
def url_hash(source: str) -> str | None:
    """Give the hash source of a ``javascript:`` URL that stands so between quotes; None for any other URL.

    Source: CSP3 8.3 "Usage of 'unsafe-hashes'"; ``javascript_source`` says what is hashed.
    """
    script = javascript_source(attribute_value(source))
    return None if script is None else _source(script)


def element_hash(content: str) -> str:
    """Give the hash source of a ``script`` or ``style`` element with this text."""
    return _source(normalized(content))


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"

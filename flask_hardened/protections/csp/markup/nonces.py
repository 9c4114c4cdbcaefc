"""Which tags get a nonce, and of which kind."""

from enum import Enum

from .origins import names_another_origin
from .tags import Tag
from .tokenizer import ascii_lower
from .values import constant_prefixes, known_values

_WHITESPACE = "\t\n\f\r "
JAVASCRIPT_TYPES = frozenset(
    {
        *(f"application/{prefix}{name}" for prefix in ("", "x-") for name in ("ecmascript", "javascript")),
        *(f"text/{prefix}{name}" for prefix in ("", "x-") for name in ("ecmascript", "javascript")),
        *(f"text/javascript1.{minor}" for minor in range(6)),
        "text/jscript",
        "text/livescript",
    }
)
"""WHATWG MIME Sniffing, 4.6 "JavaScript MIME type"."""
_SCRIPT_TYPES = JAVASCRIPT_TYPES | {"", "module", "importmap", "speculationrules"}
_LINK_RELATIONS = frozenset({"stylesheet", "preload", "modulepreload", "prefetch"})


class Nonce(Enum):
    """What a tag loads or contains: the app's own, or something from another origin."""

    OWN = "own"
    FOREIGN = "foreign"


def nonce_for(tag: Tag) -> Nonce | None:
    """Decide which nonce a tag gets; None if it needs none or has one.

    What cannot be known is decided for the nonce, because the tag itself is written in the template. Only its origin is
    decided the other way: if one of several addresses is foreign, the tag counts as foreign.
    """
    if tag.closing or tag.inherited or tag.named("nonce"):
        return None
    if tag.name == "script":
        return _variant(tag, "src") if is_code(tag) else None
    if tag.name == "link":
        return _variant(tag, "href") if _link_needs_nonce(tag) else None
    return Nonce.OWN if tag.name == "style" else None


def is_code(tag: Tag) -> bool:
    """Tell whether a ``script`` tag holds a script and not a data block such as ``application/json``."""
    types = known_values(tag, "type")
    if not types or not any(map(tag.always_has, tag.named("type"))):
        return True
    return any(ascii_lower(value.strip(_WHITESPACE)) in _SCRIPT_TYPES for value in types)


def _link_needs_nonce(tag: Tag) -> bool:
    relations = known_values(tag, "rel")
    if relations is None:
        return True
    if not tag.named("rel"):
        return any(not attribute.known for attribute in tag.attributes)
    return any(not _LINK_RELATIONS.isdisjoint(ascii_lower(value).split()) for value in relations)


def _variant(tag: Tag, name: str) -> Nonce:
    addresses = [prefix for attribute in tag.named(name) for prefix in constant_prefixes(attribute)]
    return Nonce.FOREIGN if any(map(names_another_origin, addresses)) else Nonce.OWN

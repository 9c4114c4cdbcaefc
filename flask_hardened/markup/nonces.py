"""Which tags get a nonce, and of which kind."""

from typing import Literal

from .origins import is_https_on_https, names_another_origin
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
_CODE_RELATIONS = frozenset({"modulepreload", "prefetch"})
_WITHOUT_NONCE = frozenset(
    {"audio", "document", "embed", "fetch", "font", "image", "manifest", "object", "track", "video"}
)
"""Destinations (Fetch, 2.2.5) whose directives know no nonces: CSP3 asks for one for scripts and styles only."""

NonceKind = Literal["own", "foreign", "own_style", "foreign_style"]
"""What a tag is about: code of the app's own or of another origin, or a style sheet's address.

Code is a script, a ``style`` element, or anything that cannot be told. A style sheet of another origin counts as such
only if a page over HTTPS loads it over HTTPS; otherwise it is ``foreign``, because no policy here allows its origin.
"""
NONCE_KINDS: frozenset[NonceKind] = frozenset({"own", "foreign", "own_style", "foreign_style"})


def nonce_for(tag: Tag) -> NonceKind | None:
    """Decide which nonce a tag may need; None if it needs none or has one.

    What cannot be known is decided for the nonce, because the tag itself is written in the template. Only its origin is
    decided the other way: if one of several addresses is foreign, the tag counts as foreign.
    """
    if tag.closing or tag.inherited or tag.named("nonce"):
        return None
    if tag.name == "script":
        return _code(tag, "src") if is_code(tag) else None
    if tag.name == "link":
        return _for_link(tag)
    return "own" if tag.name == "style" else None


def is_code(tag: Tag) -> bool:
    """Tell whether a ``script`` tag holds a script and not a data block such as ``application/json``."""
    types = known_values(tag, "type")
    if not types or not any(map(tag.always_has, tag.named("type"))):
        return True
    return any(ascii_lower(value.strip(_WHITESPACE)) in _SCRIPT_TYPES for value in types)


def _for_link(tag: Tag) -> NonceKind | None:
    relations = known_values(tag, "rel")
    if relations is None:
        return _code(tag, "href")
    if not tag.named("rel"):
        return _code(tag, "href") if any(not attribute.known for attribute in tag.attributes) else None
    named = {relation for value in relations for relation in ascii_lower(value).split()}
    destinations = _preloaded(tag) if "preload" in named else frozenset()
    if not _CODE_RELATIONS.isdisjoint(named) or not destinations <= {*_WITHOUT_NONCE, "style"}:
        return _code(tag, "href")
    return _style_sheet(tag) if "stylesheet" in named or "style" in destinations else None


def _preloaded(tag: Tag) -> frozenset[str]:
    """Give the destinations of a preload; one of them is empty if it is not known."""
    destinations = known_values(tag, "as")
    return frozenset(map(ascii_lower, destinations or ("",)))


def _code(tag: Tag, address: str) -> NonceKind:
    return "foreign" if any(map(names_another_origin, _addresses(tag, address))) else "own"


def _style_sheet(tag: Tag) -> NonceKind:
    foreign = [address for address in _addresses(tag, "href") if names_another_origin(address)]
    if not foreign:
        return "own_style"
    return "foreign_style" if all(map(is_https_on_https, foreign)) else "foreign"


def _addresses(tag: Tag, name: str) -> list[str]:
    return [prefix for attribute in tag.named(name) for prefix in constant_prefixes(attribute)]

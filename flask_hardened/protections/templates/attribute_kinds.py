"""What the attributes of HTML and SVG mean to a browser: addresses, scripts, styles, documents.

Sources: WHATWG HTML, "Attributes" index; SVG 2; OWASP XSS Prevention Cheat Sheet; Go's ``html/template/attr.go``.
"""

from __future__ import annotations

import re
from typing import Literal

from ...markup.tags import HOLE, Tag
from ...markup.tokenizer import ascii_lower
from ...markup.values import known_values

AttributeKind = Literal["plain", "url", "addresses", "refresh", "script", "style", "document"]

_STRICTEST_FIRST: tuple[AttributeKind, ...] = ("script", "document", "style", "refresh", "addresses", "url", "plain")
_HANDLER = re.compile(r"on[a-z]+")
_URLS = frozenset(
    {
        *("action", "background", "cite", "classid", "codebase", "data", "dynsrc", "formaction", "href", "icon"),
        *("longdesc", "lowsrc", "manifest", "poster", "profile", "src", "usemap", "xlink:href", "xml:base"),
    }
)
_LISTS = frozenset({"srcset", "imagesrcset", "ping", "attributionsrc", "archive"})
_ANIMATIONS = frozenset({"animate", "animatecolor", "animatemotion", "animatetransform", "set"})
_ANIMATED = frozenset({"values", "to", "from", "by"})
_MEDIA_TAGS = frozenset({"img", "image", "audio", "video", "source", "track", "input", "feimage", "picture"})
_MEDIA = frozenset({"background", "poster", "dynsrc", "lowsrc", "srcset", "imagesrcset"})
_HARMLESS = ("data-", "aria-")
DANGEROUS_NAMES = frozenset({"style", "srcdoc"})


def attribute_kind(tags: tuple[Tag, ...], written: str) -> AttributeKind:
    """Tell what the value of an attribute is to the browser.

    :param tags: those it may be of.
    :param written: its name, with :data:`HOLE` for what is only known at run time, and ``|`` between several that it
        may have, of which the one that asks for most decides.
    """
    kinds = {_kind(tags, name) for name in written.split("|")}
    return next(kind for kind in _STRICTEST_FIRST if kind in kinds)


def _kind(tags: tuple[Tag, ...], written: str) -> AttributeKind:
    if written.startswith(_HARMLESS):
        return "plain"
    if HOLE in written or not written:
        return "url"  # whatever its name turns out to be; names of scripts and styles are refused
    if _HANDLER.fullmatch(written):
        return "script"
    if written == "style":
        return "style"
    names = {tag.name for tag in tags}
    if written == "srcdoc":
        return "plain" if tags and all(map(_is_sandboxed, tags)) else "document"
    if written == "content" and "meta" in names:
        return "refresh" if any(map(_may_refresh, tags)) else "plain"
    if written == "data" and names and not names & {"object", ""}:
        return "plain"
    if written in _URLS:
        return "url"
    if written in _LISTS or (written in _ANIMATED and names & _ANIMATIONS):
        return "addresses"
    return "plain"


def shows_media(tags: tuple[Tag, ...], written: str) -> bool:
    """Tell whether an address is only ever shown or played, so that ``data:image/png`` is harmless there."""
    if written in _MEDIA:
        return True
    return (
        written in ("src", "href", "xlink:href")
        and bool(tags)
        and all(tag.name in _MEDIA_TAGS or _is_icon(tag) or _is_download(tag) for tag in tags)
    )


def is_dangerous_name(name: str) -> bool:
    """Tell whether an attribute called so runs or styles something, also through a framework's directives."""
    lowered = ascii_lower(name)
    if lowered.startswith(("on", ":", "@", "x-", "v-", "ng-", "hx-", "data-ng-", "data-hx-")):
        return True
    return lowered in DANGEROUS_NAMES


def is_address_name(name: str) -> bool:
    """Tell whether an attribute called so holds an address."""
    return ascii_lower(name) in _URLS | _LISTS | {"http-equiv", "content"}


def _is_sandboxed(tag: Tag) -> bool:
    """Tell whether an ``iframe`` runs no scripts, whatever document it shows."""
    values = known_values(tag, "sandbox")
    if not values or not any(map(tag.always_has, tag.named("sandbox"))):
        return False
    return all("allow-scripts" not in ascii_lower(value).split() for value in values)


def _may_refresh(tag: Tag) -> bool:
    values = known_values(tag, "http-equiv")
    unknown = any(not attribute.known for attribute in tag.attributes)
    return values is None or unknown or any(ascii_lower(value.strip()) == "refresh" for value in values)


def _is_icon(tag: Tag) -> bool:
    relations = known_values(tag, "rel") if tag.name == "link" else None
    return bool(relations) and all("icon" in ascii_lower(value) for value in relations or ())


def _is_download(tag: Tag) -> bool:
    return tag.name in ("a", "area") and any(map(tag.always_has, tag.named("download")))

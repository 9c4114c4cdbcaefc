"""Values between attributes, and in the names of attributes and tags."""

from __future__ import annotations

import re

from ...markup.tags import HOLE
from ...markup.tokenizer import ascii_lower
from .attribute_kinds import is_address_name, is_dangerous_name

REFUSED_NAME = "data-hardened-refused"
REFUSED_TAG = "hardened-refused"
_ITEM = re.compile(r"(?P<name>[\w:.-]+)(?:=(?P<value>[\w:.,#%+;-]+))?", re.ASCII)
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9-]*", re.ASCII)
_BLANK = re.compile(r"[\t\n\f\r ]+")
_SPECIAL_TAGS = frozenset(
    """applet base body embed frame frameset head html iframe link math meta noembed noframes noscript object param
    plaintext portal script select style svg template textarea title xmp""".split()  # noqa: SIM905
)


def are_plain_names(text: str, before: str) -> bool:
    """Tell whether a value is nothing but harmless attributes: ``checked``, ``data-id=5``.

    :param before: the part of the first one's name that stands in the template.
    """
    if not text:
        return True
    prefix, hole, rest = before.rpartition(HOLE)
    known = rest if not hole else f"{'data-' if '-' in rest or prefix.startswith(('data-', 'aria-')) else ''}{rest}"
    items = _BLANK.split(text)
    if items[0]:
        if hole and known == rest:
            return False  # it continues another value, and both together may be any name
        items[0] = known + items[0]
    return all(not item or _is_plain(item) for item in items)


def is_plain_tag(text: str, before: str, state: str) -> bool:
    """Tell whether a value makes, or completes, the name of an element that runs, loads and hides nothing."""
    if not text:
        return True
    if state == "MARKUP_DECLARATION":
        return text.replace(" ", "").isalnum()
    name = before.replace(HOLE, "") + text
    if state == "TAG_OPEN" and not (name[:1].isalpha() and name[:1].isascii()) and name[:1] not in ("/", "!", "?"):
        return True  # text: "a < 5"
    return _TAG.fullmatch(name) is not None and ascii_lower(name) not in _SPECIAL_TAGS


def _is_plain(item: str) -> bool:
    match = _ITEM.fullmatch(item)
    if match is None or is_dangerous_name(match["name"]):
        return False
    return match["value"] is None or not is_address_name(match["name"])

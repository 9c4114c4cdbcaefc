"""Spot: how what an expression puts out has to be escaped, decided from where it stands in the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SpotKind = Literal["plain", "text", "url", "addresses", "refresh", "script", "style", "name", "tag", "document"]
"""What is there:

- ``plain``: the value of an attribute that means nothing more;
- ``text``: an element whose content is text (``title``, ``textarea``, ``xmp``), or a comment;
- ``url``: an address; ``addresses``: several, or one with more around it; ``refresh``: ``<meta http-equiv=refresh>``;
- ``script``: JavaScript or JSON; ``style``: CSS;
- ``name``: between attributes, or in an attribute's name; ``tag``: in a tag's name;
- ``document``: ``srcdoc``.
"""

Quote = Literal['"', "'", "", "element", "foreign"]
"""How it is encoded: between these quotes, without any, not at all, as in a ``script`` element, or as text.

The last is what a ``script`` or ``style`` element in SVG holds.
"""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One expression's place."""

    kind: SpotKind
    quote: Quote = '"'
    detail: tuple[object, ...] = ()
    """What the escaper of this kind needs to know."""
    context: str = ""
    """A word or two for people: ``href``, ``onclick``, ``script``."""

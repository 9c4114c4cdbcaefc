"""Where a form posts to, as far as the template's text alone decides it."""

from __future__ import annotations

import re

from jinja2 import Environment, nodes

from ...markup.origins import names_another_origin
from ...markup.tags import Attribute, Hole
from ...markup.values import constant_prefixes, constant_sources, is_constant

_IGNORED = "".join(map(chr, range(0x21)))
_REMOVED = str.maketrans("", "", "\t\n\r")
_SETTLED = re.compile(r"[/\\][^/\\]|[a-z][a-z0-9+.-]*[^a-z0-9+.:-]|[^a-z/\\]", re.IGNORECASE)
"""The beginning of an address that no continuation makes another origin's (WHATWG URL, 4.4)."""


def stays_here(attribute: Attribute, environment: Environment) -> bool:
    """Tell whether every value an address can have is on the page's own origin, whatever is rendered into it."""
    if attribute.opaque or not attribute.certain or not attribute.countable or not attribute.known:
        return False
    if is_constant(attribute, environment):
        return not any(map(names_another_origin, constant_prefixes(attribute))) and all(
            not isinstance(piece, Hole) for piece in attribute.pieces
        )
    if _is_url_for(attribute):
        return True
    return bool(attribute.values) and all(map(_settled, attribute.values, constant_prefixes(attribute)))


def constants(attribute: Attribute, environment: Environment) -> tuple[str, ...] | None:
    """Give every value an attribute can have, as written in the template, or None if some depend on the rendering."""
    if not attribute.certain or not is_constant(attribute, environment):
        return None
    return constant_sources(attribute, environment)


def _settled(value: tuple[object, ...], prefix: str) -> bool:
    if not any(isinstance(piece, Hole) for piece in value):
        return not names_another_origin(prefix)
    return _SETTLED.match(prefix.lstrip(_IGNORED).translate(_REMOVED)) is not None


def _is_url_for(attribute: Attribute) -> bool:
    """Tell whether the address is ``url_for(...)`` of this app without anything that makes it absolute."""
    if len(attribute.pieces) != 1 or not isinstance(attribute.pieces[0], Hole):
        return False
    call = attribute.pieces[0].expression
    return (
        isinstance(call, nodes.Call)
        and isinstance(call.node, nodes.Name)
        and call.node.name == "url_for"
        and call.dyn_args is None
        and call.dyn_kwargs is None
        and not any(keyword.key.startswith("_") and keyword.key != "_anchor" for keyword in call.kwargs)
    )

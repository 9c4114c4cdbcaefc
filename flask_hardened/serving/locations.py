"""Routes that take more than the others: as places in a configuration for nginx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from ..plan import RoutePlans
from .quoting import literal

_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
UNLIMITED = 0
"""What nginx calls no limit."""


@dataclass(frozen=True, kw_only=True)
class LargerBody:
    """A place that takes larger bodies than the rest of the app."""

    pattern: str
    """A regular expression."""
    limit: int
    """Bytes; :data:`UNLIMITED`."""


def body_limit(plan_room: Any) -> int:
    """Return the larger one of a route's two limits: nginx knows one for all content types."""
    limits = plan_room.get("body_size")
    sizes = (getattr(limits, "body", None), getattr(limits, "multipart", None))
    return UNLIMITED if None in sizes else max(size for size in sizes if size is not None)


def larger_bodies(app: Flask, plans: RoutePlans, default: int) -> tuple[LargerBody, ...]:
    """Return the places that take more than `default` bytes, each once; those of one limit lie together."""
    found: dict[str, int] = {}
    for rule in app.url_map.iter_rules():
        for method in set(rule.methods or ()) - _BODILESS:
            limit = body_limit(plans.of(rule.endpoint, method).room)
            if default == UNLIMITED or not (limit == UNLIMITED or limit > default):
                continue
            pattern = pattern_of(rule)
            before = found.get(pattern, limit)
            found[pattern] = UNLIMITED if UNLIMITED in (before, limit) else max(before, limit)
    # nginx takes the first pattern that matches: what has no variables comes first.
    ordered = sorted(found, key=lambda pattern: ("[^/]+" in pattern, ".+" in pattern, pattern))
    return tuple(LargerBody(pattern=pattern, limit=found[pattern]) for pattern in ordered)


def pattern_of(rule: Rule) -> str:
    r"""Return the paths of a URL rule as a regular expression, a little wider than the rule itself.

    It ends with ``\z``: a ``$`` would begin a variable.
    """
    return f"^{''.join(_parts(rule))}{'?' if rule.rule.endswith('/') else ''}\\z"


def _parts(rule: Rule) -> Iterator[str]:
    traces: Iterable[tuple[bool, str]] = rule._trace  # noqa: SLF001 - Werkzeug has no other way to ask
    in_path = False
    for dynamic, text in traces:
        if not dynamic and text == "|" and not in_path:
            in_path = True  # before it stands the host
        elif in_path and dynamic:
            yield "[^/]+" if getattr(rule._converters[text], "part_isolating", False) else ".+"  # noqa: SLF001
        elif in_path:
            yield literal(text)

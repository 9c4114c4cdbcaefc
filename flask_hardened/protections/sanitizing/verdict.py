"""Which attribute values are kept: one judgement, so that every engine keeps the same."""

from __future__ import annotations

from collections.abc import Callable

from ...urls import scheme_of
from .policies import URL_ATTRIBUTES, SanitizePolicy

Verdict = Callable[[str, str, str], bool]
"""Takes an element, an attribute and its value; returns whether it is kept."""


def verdict_of(policy: SanitizePolicy) -> Verdict:
    """Return the judgement of a policy."""
    everywhere = policy.attributes.get("*", frozenset())
    names = {element: policy.attributes.get(element, frozenset()) | everywhere for element in policy.elements}
    exact = {name for name in policy.classes if not name.endswith("*")}
    prefixes = tuple(name[:-1] for name in policy.classes if name.endswith("*"))

    def keeps(element: str, name: str, value: str) -> bool:
        if name == "rel" and element == "a" and policy.rel is not None:
            return value == policy.rel  # set by the engine
        if name not in names.get(element, ()):
            return False
        if name in URL_ATTRIBUTES:
            scheme = scheme_of(value)
            return policy.relative_urls if scheme is None else scheme in policy.schemes
        if name == "class":
            return all(one in exact or one.startswith(prefixes) for one in value.split())
        return True

    return keeps

"""The engines: nh3, which is maintained and fast, and bleach, which is neither and which some apps have."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

import nh3

from .policies import SanitizePolicy
from .verdict import verdict_of

Engine = Literal["nh3", "bleach"]
Clean = Callable[[str], str]
"""Takes HTML and returns what the policy keeps of it."""

_DROPPED_WITH_TEXT = {"script", "style"}


@lru_cache(64)
def clean_with(engine: Engine, policy: SanitizePolicy) -> Clean:
    """Return the function that reduces HTML to what a policy keeps.

    Bleach's is for what nh3 has returned: it keeps the text of a script, and is slow over what nobody closed.

    :raises RuntimeError: if the engine is not installed.
    """
    return _with_nh3(policy) if engine == "nh3" else _with_bleach(policy)


def _with_nh3(policy: SanitizePolicy) -> Clean:
    keeps = verdict_of(policy)
    cleaner = nh3.Cleaner(
        tags=set(policy.elements),
        clean_content_tags=_DROPPED_WITH_TEXT,
        attributes={element: set(names) for element, names in policy.attributes.items()},
        attribute_filter=lambda element, name, value: value if keeps(element, name, value) else None,
        url_schemes=set(policy.schemes),
        link_rel=policy.rel,
    )
    return cleaner.clean


def _with_bleach(policy: SanitizePolicy) -> Clean:
    bleach = import_bleach()
    keeps = verdict_of(policy)
    cleaner = bleach.Cleaner(
        tags=policy.elements,
        attributes=keeps,
        protocols=policy.schemes,
        strip=True,
        strip_comments=True,
    )
    clean: Clean = cleaner.clean
    return clean


def rel_of(policy: SanitizePolicy) -> Callable[[dict[Any, str], bool], dict[Any, str]]:
    """Return a callback of bleach's linker that gives links the ``rel`` of the policy."""

    def set_rel(attributes: dict[Any, str], new: bool) -> dict[Any, str]:
        attributes.pop((None, "rel"), None)
        if policy.rel is not None:
            attributes[(None, "rel")] = policy.rel
        return attributes

    return set_rel


def import_bleach() -> Any:
    """Return the module.

    :raises RuntimeError: if it is not installed.
    """
    try:
        return importlib.import_module("bleach")  # an extra, and slow to import
    except ImportError:
        raise RuntimeError("This needs bleach. Run: pip install flask-hardened[bleach]") from None

"""Finds the rules: every module in a ``rules`` package or in a topic holds one. There is no other register.

A module whose name begins with an underscore is shared by the rules of its room, and holds none.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

from . import rules as own_rules
from . import topics
from .rule import Rule


def find_rules(rooms: Iterable[type]) -> tuple[Rule, ...]:
    """Return the audit's own rules, those of the topics, and those beside each room, by code.

    :param rooms: the protections; the package ``rules`` is looked for beside each one's module.
    :raises ValueError: for a code or a name that two rules have, and a module without its rule.
    """
    packages = [own_rules.__name__, *_topics(), *(f"{room.__module__.rpartition('.')[0]}.rules" for room in rooms)]
    found = sorted((rule for package in packages for rule in _in_package(package)), key=lambda rule: rule.code)
    for attribute in ("code", "name"):
        seen: dict[str, Rule] = {}
        for rule in found:
            other = seen.setdefault(getattr(rule, attribute), rule)
            if other is not rule:
                raise ValueError(f"Two rules have the {attribute} {getattr(rule, attribute)!r}.")
    return tuple(found)


def _topics() -> Iterable[str]:
    return [f"{topics.__name__}.{module.name}" for module in pkgutil.iter_modules(topics.__path__)]


def _in_package(package: str) -> Iterable[Rule]:
    try:
        folder = importlib.import_module(package).__path__
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        return
    for module in pkgutil.iter_modules(folder):
        if module.name.startswith("_"):
            continue
        rule = getattr(importlib.import_module(f"{package}.{module.name}"), module.name, None)
        if not isinstance(rule, Rule):
            raise ValueError(f"{package}.{module.name} has no rule of its own name.")  # noqa: TRY004 - a slip of the pen
        yield rule

"""Marks: facts that decorators attach to views, view classes and blueprints.

A mark lives on the object it was put on, never in a table keyed by name; a tuple of marks is replaced, never mutated,
so a subclass or a wrapped copy never changes what it was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Flask

ATTRIBUTE = "__hardened_marks__"

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


@dataclass(frozen=True)
class Mark:
    """What one decorator says: `feature` names the room that reads it, `value` is the room's own, immutable type."""

    feature: str
    value: Any


def mark(feature: str, value: Any) -> Callable[[T], T]:
    """Return a decorator that puts a :class:`Mark` on a view function, a view class or a blueprint.

    :raises TypeError: when the decorated thing is none of these, for instance because the parentheses were forgotten.
    """

    def decorator(target: T) -> T:
        if not isinstance(target, Blueprint) and not callable(target):
            raise TypeError(f"@{feature} goes on a view function, a view class or a Blueprint, not on {target!r}.")
        setattr(target, ATTRIBUTE, (*_own(target), Mark(feature, value)))
        return target

    return decorator


def marks_on(owner: object) -> Iterator[Mark]:
    """Yield the marks of a view function, a view class or a blueprint, outermost first.

    A class adds to what those say that it inherits from, all of them: what it says itself is nearer to the view.
    """
    kind = owner if isinstance(owner, type) else type(owner)
    for each in reversed(kind.__mro__):
        yield from reversed(each.__dict__.get(ATTRIBUTE, ()))
    if not isinstance(owner, type):
        yield from reversed(_own(owner))


def _own(target: object) -> tuple[Mark, ...]:
    """Return the marks that were put on something itself, and not on a class that it has them from."""
    if isinstance(target, type):
        own: tuple[Mark, ...] = target.__dict__.get(ATTRIBUTE, ())
        return own
    found: tuple[Mark, ...] = getattr(target, ATTRIBUTE, ())
    return () if found is getattr(type(target), ATTRIBUTE, None) else found


@dataclass(frozen=True)
class Marks:
    """The marks that hold for one endpoint (and method), outermost first: blueprints, view class, view, method."""

    chain: tuple[Mark, ...] = ()

    def of(self, feature: str) -> Iterator[Any]:
        """Yield the values for `feature`, outermost first, so that the last one said is the one nearest the view."""
        return (found.value for found in self.chain if found.feature == feature)


def marks_of(app: Flask, endpoint: str, method: str | None = None) -> Marks:
    """Collect the marks of an endpoint.

    :param method: for a class-based view with one function per method, whose own marks come last.
    """
    view = app.view_functions.get(endpoint)
    owners: list[object] = [*_blueprints(app, endpoint)]
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        owners.append(view_class)
    if view is not None:
        owners.append(view)
    if view_class is not None:
        owners.append(getattr(view_class, "dispatch_request", None))
    if view_class is not None and method is not None:
        owners.extend(_method_functions(view_class, method))
    chain: list[Mark] = []
    for owner in owners:
        chain.extend(marks_on(owner))
    return Marks(tuple(chain))


def has_method_marks(app: Flask, endpoint: str) -> bool:
    """Tell whether any method of a class-based view carries marks of its own."""
    view_class = getattr(app.view_functions.get(endpoint), "view_class", None)
    if view_class is None:
        return False
    return any(
        getattr(function, ATTRIBUTE, ())
        for method in methods_of(app, endpoint)
        for function in _method_functions(view_class, method)
    )


def methods_of(app: Flask, endpoint: str) -> frozenset[str]:
    """Return the request methods of a class-based view: those of the class, and those that its URL rules add."""
    view_class = getattr(app.view_functions.get(endpoint), "view_class", None)
    named = {*(getattr(view_class, "methods", None) or ())} | rule_methods(app, endpoint)
    return frozenset(method.upper() for method in named)


def rule_methods(app: Flask, endpoint: str) -> frozenset[str]:
    """Return the request methods that the URL rules of an endpoint name; none for a view without a rule."""
    try:
        rules = list(app.url_map.iter_rules(endpoint))
    except KeyError:
        return frozenset()
    return frozenset().union(*(rule.methods or () for rule in rules))


def _method_functions(view_class: Any, method: str) -> list[object]:
    """Return the function of a method; for HEAD that of GET comes first, because it is a GET without the content."""
    names = ("get", "head") if method == "HEAD" else (method.lower(),)
    found = (getattr(view_class, name, None) for name in names)
    return [function for function in found if function is not None]


def _blueprints(app: Flask, endpoint: str) -> Iterator[object]:
    """Yield the blueprints an endpoint lies in, outermost first."""
    parts = endpoint.split(".")[:-1]
    for depth in range(1, len(parts) + 1):
        blueprint = app.blueprints.get(".".join(parts[:depth]))
        if blueprint is not None:
            yield blueprint

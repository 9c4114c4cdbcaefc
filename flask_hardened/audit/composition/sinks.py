"""Calls that must not be given what others chose, and how sure one can be that they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..snapshot import Snapshot
from ..source.facts import Call, Value
from .ingredients import Composition
from .sources import Sources, may_be_requested

Sinks = Mapping[str, tuple[int | None, str]]
"""Target of a call → position and name of the argument that matters."""


def given(snapshot: Snapshot, sinks: Sinks) -> Iterator[tuple[Call, Value]]:
    """Yield each call of a sink with the argument that matters, where it is given and no constant."""
    for call in snapshot.source.calls(*sinks):
        entry = sinks.get(call.target) or sinks.get(f"*.{call.name}")
        value = None if entry is None else call.argument(*entry)
        if value is not None and not value.known:
            yield call, value


def composed(snapshot: Snapshot, sinks: Sinks) -> Iterator[tuple[Call, Value, Composition]]:
    """Yield each call of a sink whose argument holds something that is neither constant nor harmless."""
    sources = Sources(snapshot.source)
    for call, value in given(snapshot, sinks):
        composition = sources.compose(value, call)
        if composition.ingredients:
            yield call, value, composition


def requested(snapshot: Snapshot, sinks: Sinks) -> Iterator[tuple[Call, Value, Composition]]:
    """Yield each call of a sink whose argument holds data of the request."""
    sources = Sources(snapshot.source)
    for call, value in given(snapshot, sinks):
        if may_be_requested(value):
            composition = sources.compose(value, call)
            if composition.requested:
                yield call, value, composition


def shown(call: Call) -> str:
    """Return the name to use in a message: dotted for functions of modules, the last part for methods."""
    return call.name if "?" in call.target or "(" in call.target else call.target.removeprefix("builtins.")

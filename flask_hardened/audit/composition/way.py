"""The way of the request's data to where it does harm, for reports that show it."""

from __future__ import annotations

from ..finding import Location, Step
from ..source.facts import Call
from .ingredients import Composition
from .sinks import shown


def way(call: Call, composition: Composition) -> tuple[Step, ...]:
    """Return where each piece of the request's data is read, in the order of lines, and the call that it reaches.

    Empty for what holds nothing of the request.
    """
    lines = sorted({each.node.lineno for each in composition.ingredients if each.requested})
    if not lines:
        return ()
    read = [
        Step(location=Location(file=call.location.file, line=line), message="Data of the request is read.")
        for line in lines
    ]
    return (*read, Step(location=call.location, message=f"It reaches {shown(call)}."))

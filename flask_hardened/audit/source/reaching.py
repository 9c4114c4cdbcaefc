"""Which of the bindings of a name a use may see."""

from __future__ import annotations

from typing import Final

from .bindings import Addition, Binding, Block, Scope, Site

_FEW: Final = 8
MANY: Final = 400
"""Bindings of one name in one scope, or additions to it, from which on nothing is known of it."""


def lookup(name: str, site: Site) -> tuple[list[Binding], Scope] | None:
    """Return the bindings that `name` may have at `site`, and the scope they are in; None if nothing binds it."""
    scope: Scope | None = site.scope
    in_place, first = True, True
    while scope is not None:
        declared = scope.outer.get(name)
        if declared == "global" and scope.parent is not None:
            scope, in_place, first = scope.module, False, True
        if first or scope.kind != "class":
            found = scope.names.get(name)
            if found:
                if len(found) > MANY:
                    return [], scope
                if in_place and scope.kind != "comprehension":
                    found = _reaching(found, site)
                elif scope.kind == "module":
                    found = _defined_last(found)
                return found, scope
        in_place = in_place and scope.kind in {"comprehension", "class"}
        first = scope.kind == "comprehension" and first
        scope = scope.parent
    return None


def earlier(name: str, site: Site, scope: Scope) -> list[Binding]:
    """Return what binds `name` in `scope` before `site`, in the order of the file, where there is much of it.

    Long texts are put together by hundreds of statements, each of which needs the one before it: asked in this order,
    none has to go down into all the others.
    """
    bindings = scope.names.get(name, [])
    if len(bindings) <= _FEW or len(bindings) > MANY:
        return []
    return [binding for binding in bindings if binding.site.position < site.position]


def _reaching(bindings: list[Binding], site: Site) -> list[Binding]:
    """Leave out what certainly is bound anew before `site`, and what comes after it."""
    around = site.block.chain()
    inside = set(map(id, around))
    floor: Binding | None = None
    for binding in bindings:
        certain = id(binding.site.block) in inside and binding.site.position < site.position
        if certain and (floor is None or binding.site.position >= floor.site.position):
            floor = binding
    lowest = -1.0 if floor is None else floor.site.position
    found = [
        binding
        for binding in bindings
        if (lowest <= binding.site.position < site.position and not _left_for_good(binding.site.block, inside))
        or (binding.site.position >= site.position and _comes_round(binding, floor, around))
    ]
    # Nothing comes before it: only what other functions bind (`global`) can be meant.
    return found or [binding for binding in bindings if binding.site.scope is not site.scope]


def additions(name: str, site: Site, scope: Scope, bindings: list[Binding]) -> list[Addition]:
    """Return what may have been put into the container that `name` holds at `site`, since it was bound."""
    added = scope.additions.get(name, ())
    if not added or len(added) > MANY:
        return []
    since = min((binding.site.position for binding in bindings), default=0.0)
    around = site.block.chain()
    loops = {id(block) for block in around if block.loop}
    return [
        addition
        for addition in added
        if since <= addition.site.position
        and (addition.site.position < site.position or any(id(block) in loops for block in addition.site.block.chain()))
    ]


def _defined_last(bindings: list[Binding]) -> list[Binding]:
    """Leave out what a later import, function or class of the module replaces for good."""
    last = [
        number
        for number, binding in enumerate(bindings)
        if binding.kind in {"import", "function", "class"} and binding.site.block.parent is None
    ]
    return bindings[last[-1] :] if last else bindings


def _left_for_good(block: Block, inside: set[int]) -> bool:
    current: Block | None = block
    while current is not None and id(current) not in inside:
        if current.ends:
            return True
        current = current.parent
    return False


def _comes_round(binding: Binding, floor: Binding | None, around: list[Block]) -> bool:
    """Whether a loop around both brings the later binding before the use, with nothing between that binds anew."""
    of_binding = set(map(id, binding.site.block.chain()))
    of_floor = set() if floor is None else set(map(id, floor.site.block.chain()))
    return any(block.loop and id(block) in of_binding and id(block) not in of_floor for block in around)

"""The policies that the routes come to, as the rules of this room read them."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.snapshot import PlanFacts, Route, Snapshot
from ..changes import EffectivePolicy
from ..compiled import CompiledCsp
from ..grammar import FETCH
from ..profiles import Lists


def policy_of(plan: PlanFacts | None) -> EffectivePolicy | None:
    """Return the policy of a plan; None where the feature is off."""
    compiled = None if plan is None else plan.room.get("csp")
    return compiled.policy if isinstance(compiled, CompiledCsp) else None


def changed_policies(snapshot: Snapshot) -> Iterator[tuple[Route, EffectivePolicy]]:
    """Yield each route that has decorators of this room and a policy, and the policy."""
    for route in snapshot.routes:
        policy = policy_of(route.plan)
        if policy is not None and not policy.off and "csp" in route.marks:
            yield route, policy


def holding(lists: Lists, directive: str) -> tuple[str, ...]:
    """Return the sources that hold for `directive`: its own, or those it falls back to (CSP3 section 6.8.3)."""
    names = (directive, directive.removesuffix("_attr"), "default_src") if directive in FETCH else (directive,)
    return next((lists[name] for name in names if name in lists), ())

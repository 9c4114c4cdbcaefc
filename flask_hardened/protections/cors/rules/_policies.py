"""The CORS policies of an app, as the rules of this room read them."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Location
from ....audit.snapshot import PlanFacts, Snapshot
from ..compiled import CompiledCors
from ..options import CorsOptions


def policies(snapshot: Snapshot) -> Iterator[tuple[Location, CorsOptions]]:
    """Yield the app's own options where they name origins, then those of each route that says otherwise."""
    app_wide = _options_of(snapshot.default_plan)
    if app_wide is not None and app_wide.origins:
        yield setting_of("cors", "origins"), app_wide
    for route in snapshot.routes:
        options = _options_of(route.plan)
        if options is not None and options.origins and options != app_wide:
            yield route.location, options


def _options_of(plan: PlanFacts | None) -> CorsOptions | None:
    compiled = None if plan is None else plan.room.get("cors")
    return compiled.options if isinstance(compiled, CompiledCors) else None

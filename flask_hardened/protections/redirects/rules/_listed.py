"""The places off the site that an app lists, as the rules of this room read them."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Location
from ....audit.snapshot import Snapshot
from ..decorators import To
from ..options import RedirectsOptions


def listed(snapshot: Snapshot) -> Iterator[tuple[Location, str]]:
    """Yield each entry of the app's own list, then what the decorators of each route add."""
    options = snapshot.options(RedirectsOptions)
    if options is None:
        return
    for entry in options.allowed:
        yield setting_of("redirects", "allowed"), entry
    for route in snapshot.routes:
        for said in route.marks.get("redirects", ()):
            if isinstance(said, To):
                for entry in said.targets:
                    yield route.location, entry

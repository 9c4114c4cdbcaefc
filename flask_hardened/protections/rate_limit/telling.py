"""What the response says about limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...storage import Verdict
from .default_limit import NAME, VERDICT
from .header_fields import Told, fields, seconds_until
from .options import Headers
from .refusing import REFUSED
from .route_limits import TAKEN, settle

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...plan import HeaderPair

_ANSWERS = frozenset({429, 503})
"""The statuses that Retry-After belongs to (RFC 9110 section 10.2.3)."""


class Telling:
    """Settles the limits of the route when its answer is known, and adds the headers.

    :param headers: as in the options.
    :param clock: returns seconds since 1970.
    """

    def __init__(self, headers: Headers, clock: Callable[[], float]) -> None:
        self._headers = headers
        self._clock = clock

    def finish(self, exchange: Exchange, code: int, headers: list[HeaderPair]) -> None:
        """Be the plan's door as the headers leave."""
        room = exchange.room
        if room is None:
            return
        told = settle(exchange, code) if TAKEN in room else []
        refused: Told | None = room.get(REFUSED)
        default: Verdict | None = room.get(VERDICT)
        if default is not None and (self._headers == "always" or _is_near(default)):
            told.insert(0, Told(NAME, default))
        if refused is not None and refused not in told:
            told.append(refused)
        if told:
            self._tell(told, refused if code in _ANSWERS else None, headers)

    def _tell(self, told: list[Told], refused: Told | None, headers: list[HeaderPair]) -> None:
        now = self._clock()
        own = [name.lower() for name, _ in headers]
        if self._headers != "never" and "ratelimit" not in own:
            headers.extend(fields(told, now))
        if refused is not None and "retry-after" not in own:
            headers.append(("Retry-After", str(seconds_until(refused.verdict.reset_at, now))))


def _is_near(verdict: Verdict) -> bool:
    """Tell whether less than a quarter of some window is left."""
    return any(count > window.amount * 3 // 4 for count, window in zip(verdict.counts, verdict.windows, strict=True))

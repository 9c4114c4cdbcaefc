"""Says what was refused, and what would be."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from ...hardening import current_exchange
from .escapers import Where

if TYPE_CHECKING:
    from ...hardening import Hardening

logger = logging.getLogger("flask_hardened")
_KEPT = "templates_refused"
_MOST_LINES = 4096


class Reports:
    """Tells the security log of refused values, and the developers' log of what ``enforce`` would change."""

    def __init__(self) -> None:
        self._hardening: Hardening | None = None
        self._told: set[Where] = set()
        self._lock = threading.Lock()

    def start(self, hardening: Hardening) -> None:
        """Begin to send events."""
        self._hardening = hardening

    def refused(self, where: Where) -> None:
        """Emit the event, once for each line of a template in one request."""
        exchange = current_exchange()
        if exchange is not None:
            told = exchange.recall(_KEPT) or set()
            if where in told:
                return
            told.add(where)
            exchange.keep(_KEPT, told)
        hardening = self._hardening if exchange is None else exchange.hardening
        if hardening is None:
            logger.warning("A value was refused at %s:%d (%s).", *where)
            return
        template, line, context = where
        hardening.events.emit(
            "template_value_refused", exchange=exchange, template=template, line=line, context=context
        )

    def would_change(self, where: Where) -> None:
        """Log a line of a template, once in this process."""
        with self._lock:
            if where in self._told or len(self._told) >= _MOST_LINES:
                return
            self._told.add(where)
        logger.warning(
            "%s:%d (%s): escaping for HTML is not enough for this value. "
            "HARDENED_TEMPLATES_MODE = 'enforce' would change or refuse it.",
            *where,
        )


class Silence:
    """Takes reports of what is only tried."""

    def refused(self, where: Where) -> None:
        """Do nothing."""

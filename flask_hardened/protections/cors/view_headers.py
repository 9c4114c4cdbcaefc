"""CORS headers that views set themselves: kept where they let no more origins read than the policy does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from .compiled import ORIGIN, REQUEST_METHOD, CompiledCors

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...plan import PlanDraft

ANSWERED = "cors.answered"
"""Kept on an exchange whose Access-Control-Allow-Origin is decided: by the gate, or by a stricter view."""
PolicyOf = Callable[["Exchange"], "CompiledCors | None"]

logger = logging.getLogger("flask_hardened")


def is_preflight(exchange: Exchange) -> bool:
    """Tell whether a request is a preflight (Fetch, "CORS-preflight request")."""
    return exchange.method == "OPTIONS" and REQUEST_METHOD in exchange.environ and ORIGIN in exchange.environ


class ViewHeaders:
    """Judges Access-Control-Allow-Origin and -Credentials of views.

    :param policy_of: from an exchange to its policy, None where CORS is the view's own business.
    """

    def __init__(self, policy_of: PolicyOf) -> None:
        self._policy_of = policy_of
        self._noted: set[str | None] = set()

    def watch(self, draft: PlanDraft) -> None:
        """Have the headers of an endpoint judged."""
        draft.watch_once("Access-Control-Allow-Origin", self._judge_origin)
        draft.watch_once("Access-Control-Allow-Credentials", self._judge_credentials)
        draft.watch_each("Access-Control-Expose-Headers", self._judge_exposed)

    def _judge_origin(self, exchange: Exchange, values: list[str]) -> str | None:
        policy = self._policy_of(exchange)
        if policy is None or exchange.recall(ANSWERED):
            return values[-1]
        value = values[0].strip() if len(values) == 1 else ""
        origin = exchange.environ.get(ORIGIN)
        grant = None if origin is None or is_preflight(exchange) else policy.grant(origin)
        if grant is not None and grant[0][1] == value:
            return None  # the same is sent anyway, with what belongs to it
        if value and not is_preflight(exchange) and policy.lists(value):
            exchange.keep(ANSWERED, True)
            return value
        self._note(exchange, policy, f"Access-Control-Allow-Origin: {', '.join(values)[:80]!a}")
        return None

    def _judge_credentials(self, exchange: Exchange, values: list[str]) -> str | None:
        policy = self._policy_of(exchange)
        if policy is None or exchange.recall(ANSWERED) is PREFLIGHT:
            return values[-1]
        if not policy.options.credentials:
            self._note(exchange, policy, "Access-Control-Allow-Credentials")
        return None

    def _judge_exposed(self, exchange: Exchange, value: str) -> str | None:
        """Drop what the policy sends as well; what more a view shows to the allowed origins is its own business."""
        policy = self._policy_of(exchange)
        names = {name.strip().lower() for name in value.split(",")}
        needless = policy is not None and names <= {name.lower() for name in policy.options.expose_headers}
        return None if needless else value

    def _note(self, exchange: Exchange, policy: CompiledCors, header: str) -> None:
        endpoint = exchange.plan.endpoint
        if policy.carried or endpoint in self._noted:
            return
        self._noted.add(endpoint)
        logger.warning(
            "Dropped %s, which the endpoint %r sets itself, because it allows more than the policy. Name the origins "
            "with @cors(origins=[...]), or leave CORS to that view with @cors(off=True, reason=...).",
            header,
            endpoint,
        )


PREFLIGHT = "preflight"
"""The value of :data:`ANSWERED` when the gate has answered."""

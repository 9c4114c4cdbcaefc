"""The door of one route: who may pass, before its body is parsed and the app's own hooks run."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import request

from .access import Access
from .chain import Chain
from .outcomes import Outcomes
from .ownership import hand_over

if TYPE_CHECKING:
    from ...exchange import Exchange
    from .person import Identity

_SKEW = 60
"""Seconds by which the clocks of two servers may differ."""


class Guard:
    """Lets a request pass, or refuses it."""

    def __init__(self, access: Access, chain: Chain, outcomes: Outcomes) -> None:
        self._access = access
        self._chain = chain
        self._outcomes = outcomes

    def __call__(self, exchange: Exchange) -> None:
        """Look at one request. What Flask answers itself, to OPTIONS, tells nobody anything.

        :raises werkzeug.exceptions.HTTPException: for those who may not go on.
        """
        if request.method == "OPTIONS" and getattr(request.url_rule, "provide_automatic_options", False):
            return
        access, outcomes = self._access, self._outcomes
        exchange.personal = True
        if access.denied:
            outcomes.denied(exchange, "undeclared")
        finding = self._chain.finding(exchange, access.methods)
        identity = finding.identity
        if not identity:
            outcomes.unauthenticated(exchange, access, finding)
        if access.by_rights:
            missing = _missing(access, identity)
            if missing is not None:
                outcomes.denied(exchange, missing, identity)
        if access.max_age is not None and not _is_fresh(identity.fresh_at, access.max_age):
            outcomes.stale(exchange, access, identity)
        if access.owners:
            hand_over(exchange, access.owners, identity)


def _missing(access: Access, identity: Identity) -> str | None:
    """Return the kind of right that is missing."""
    if access.roles_all or access.roles_any:
        roles = identity.roles
        if not access.roles_all <= roles or any(roles.isdisjoint(names) for names in access.roles_any):
            return "role"
    if access.permissions_all or access.permissions_any:
        held = identity.permissions
        if not access.permissions_all <= held or any(held.isdisjoint(names) for names in access.permissions_any):
            return "permission"
    return None


def _is_fresh(at: float | None, max_age: float) -> bool:
    return at is not None and -_SKEW <= time.time() - at <= max_age

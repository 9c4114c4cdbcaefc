"""Plans in which somebody is signed in, as far as a test's request says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import request

from ..plan import RoutePlan

if TYPE_CHECKING:
    from ..plan import RoutePlans

SIGNED_IN = "flask_hardened.testing.signed_in"
"""Where the environ of a test's request says that it is to be treated as that of somebody who may use the route."""
_GUARDS = "flask_hardened.protections.auth."


class PlansSignedIn:
    """The plans of an app, without the doors that ask who somebody is for requests that are to pass them.

    Only so can the doors behind them be tested, where nobody's password is known.
    """

    def __init__(self, plans: RoutePlans) -> None:
        self._plans = plans
        self.default = plans.default

    def of(self, endpoint: str | None, method: str) -> RoutePlan:
        """Return the plan of an endpoint for a request method."""
        plan = self._plans.of(endpoint, method)
        if endpoint is None or not request.environ.get(SIGNED_IN):
            return plan
        return replace(plan, before=tuple(door for door in plan.before if not _is_guard(door)))


def _is_guard(door: object) -> bool:
    return str(getattr(door, "__module__", "")).startswith(_GUARDS)

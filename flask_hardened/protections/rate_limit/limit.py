"""What ``@limit`` and ``@limit_exempt`` put on a view or a blueprint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from flask import Response

from ...storage import Strategy, WhenDown

On = Literal["failure", "success"] | Callable[[Response], bool] | None


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One limit of a route. The fields are the parameters of :func:`limit`."""

    limits: str | Callable[[], str]
    key: Callable[[], Any] | Literal["client"] | None = None
    cost: int | Callable[[], int] = 1
    on: On = None
    methods: frozenset[str] | None = None
    shared: str | None = None
    override_default: bool = False
    error_message: str | Callable[[], str] | None = None
    when_down: WhenDown | None = None
    strategy: Strategy | None = None
    exempt_when: Callable[[], bool] | None = None
    replaces_per_route: bool = False
    """The limit for each route does not hold beside it; so Flask-Limiter's decorators do it."""
    scope: str | None = None
    """Set apart from other limits of the same route."""
    per_method: bool = False

    def counts(self, method: str) -> bool:
        """Tell whether requests with this method are counted. A HEAD runs the view as a GET does."""
        named = self.methods
        return named is None or method in named or (method == "HEAD" and "GET" in named)


@dataclass(frozen=True)
class Exempt:
    """No default, and none of the limits said further out."""

    reason: str = ""
    default: bool = True
    per_route: bool = True
    inherited: bool = True
    """Limits of the blueprints around it do not hold either."""

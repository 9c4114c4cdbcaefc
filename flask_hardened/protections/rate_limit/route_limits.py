"""The limits of one route: counted before the view runs, settled when its answer is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from flask import Response, after_this_request

from ...storage import Key, Namespace, Strategy, Verdict, Windows
from .breaches import Breaches, is_down
from .clients import Clients
from .decorators import FAILED
from .grammar import windows_of
from .header_fields import Told, field_name
from .limit import Limit
from .refusing import MESSAGE, exception_of
from .users import UserKey

if TYPE_CHECKING:
    from ...exchange import Exchange

TAKEN = "rate_limit.taken"
COUNTS = "rate_limit.counts"


class Taken(NamedTuple):
    """What one limit has taken for a request."""

    limit: RouteLimit
    key: Key
    windows: Windows
    cost: int
    verdict: Verdict


class RouteLimit:
    """One limit of one route.

    :param scope: what tells its counts from those of other limits.
    """

    def __init__(
        self, limit: Limit, scope: tuple[str, ...], store: Namespace, clients: Clients, user_key: UserKey,
        strategy: Strategy,
    ) -> None:  # fmt: skip
        self.limit = limit
        self.name = field_name(limit.shared or "route")
        self.store = store
        self._scope = scope
        self._clients = clients
        self._user_key = user_key
        self._strategy: Strategy = limit.strategy or strategy

    def take(self, exchange: Exchange) -> Taken:
        """Count the request."""
        limit = self.limit
        key = self._key(exchange)
        windows = windows_of(limit.limits() if callable(limit.limits) else limit.limits, self._strategy)
        cost = limit.cost() if callable(limit.cost) else limit.cost
        return Taken(self, key, windows, cost, self.store.hit(key, windows, cost))

    def _key(self, exchange: Exchange) -> Key:
        scope = (*self._scope, exchange.method) if self.limit.per_method else self._scope
        own = self.limit.key
        if callable(own):
            found = own()
            if found not in (None, ""):
                return self.store.key_of(*scope, "own", str(found))
        user = self._user_key(exchange) if own is None else None
        if user is not None:
            return self.store.key_of(*scope, "user", user)
        return self.store.key_of(*scope, "client", self._clients.group(exchange.client))

    @property
    def message(self) -> str:
        """What a refused client is told."""
        chosen = self.limit.error_message
        return (chosen() if callable(chosen) else chosen) or MESSAGE


class RouteLimits:
    """All limits of one route.

    :param limits: outermost first.
    :param per_route: the limit of routes that have none of their own, if there is one.
    :param exempt: the default does not hold here.
    """

    def __init__(
        self, limits: Sequence[RouteLimit], per_route: RouteLimit | None, *, exempt: bool, breaches: Breaches
    ) -> None:
        self.limits = tuple(limits)
        self._per_route = per_route
        self._exempt = exempt
        self._breaches = breaches

    def __bool__(self) -> bool:
        return bool(self.limits) or self._per_route is not None

    @property
    def may_relieve(self) -> bool:
        """Whether the default does not hold for some method."""
        return self._exempt or any(each.limit.override_default for each in self.limits)

    @property
    def asks_the_app(self) -> bool:
        """Whether a function of the app has a say before the view runs."""
        every = (*self.limits, self._per_route) if self._per_route is not None else self.limits
        return any(
            callable(value)
            for each in every
            for value in (each.limit.limits, each.limit.key, each.limit.cost, each.limit.exempt_when)
        )

    def relieves(self, method: str) -> bool:
        """Tell whether the default does not hold for a method."""
        return self._exempt or any(each.limit.override_default and each.limit.counts(method) for each in self.limits)

    def reserve(self, exchange: Exchange) -> None:
        """Count the request in each limit; be the plan's door before the view.

        :raises werkzeug.exceptions.TooManyRequests: if one has no room. The others then have not counted it.
        :raises werkzeug.exceptions.ServiceUnavailable: if the store is down and the limit says ``deny``.
        """
        method = exchange.method
        if method == "OPTIONS":
            return
        taken: list[Taken] = []
        for each in self._of(method):
            if each.limit.exempt_when is not None and each.limit.exempt_when():
                continue
            took = each.take(exchange)
            if not took.verdict.allowed:
                for earlier in taken:
                    earlier.limit.store.refund(earlier.key, earlier.windows, earlier.verdict, earlier.cost)
                down = is_down(each.store, took.verdict)
                if not down:
                    self._breaches.refused(exchange, each.name, took.key, took.verdict, each.store)
                raise exception_of(exchange, Told(each.name, took.verdict), each.message, down=down)
            taken.append(took)
            if callable(each.limit.on):
                _ask_later(exchange, each, each.limit.on)
        if taken:
            exchange.keep(TAKEN, taken)

    def _of(self, method: str) -> list[RouteLimit]:
        counting = [each for each in self.limits if each.limit.counts(method)]
        if self._per_route is not None and not any(each.limit.replaces_per_route for each in counting):
            counting.insert(0, self._per_route)
        return counting


def settle(exchange: Exchange, code: int) -> list[Told]:
    """Give back what did not count after all, and return what the client is told about the limits of the route."""
    taken: list[Taken] = exchange.recall(TAKEN)
    exchange.keep(TAKEN, [])  # an app that starts its answer anew gives nothing back a second time
    told: list[Told] = []
    for limit, key, windows, cost, verdict in taken:
        if _counts(exchange, limit, code):
            told.append(Told(limit.name, verdict))
            continue
        limit.store.refund(key, windows, verdict, cost)
        left = tuple(max(0, count - cost) for count in verdict.counts)
        told.append(Told(limit.name, verdict._replace(counts=left)))
    return told


def _counts(exchange: Exchange, limit: RouteLimit, code: int) -> bool:
    on = limit.limit.on
    if on is None:
        return True
    if callable(on):
        # without an answer, because a hook raised before, it stays counted
        answers: dict[RouteLimit, bool] = exchange.recall(COUNTS) or {}
        return answers.get(limit, True)
    failed = code >= 400 or bool(exchange.recall(FAILED))
    return failed == (on == "failure")


def _ask_later(exchange: Exchange, limit: RouteLimit, on: Callable[[Response], bool]) -> None:
    def ask(response: Response) -> Response:
        answers: dict[RouteLimit, bool] = exchange.recall(COUNTS) or {}
        exchange.keep(COUNTS, {**answers, limit: bool(on(response))})
        return response

    after_this_request(ask)

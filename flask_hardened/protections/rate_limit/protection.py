"""How often a client may ask."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flask import Flask

from ...errors import Problem
from ...marks import marks_of
from ...protection import Protection
from ...storage import Namespace, Use
from .breaches import Breaches
from .clients import Clients
from .default_limit import DefaultLimit
from .foreign_marks import ForeignMarks
from .free_paths import FreePaths, is_static, plain_paths, static_prefixes
from .grammar import windows_of
from .limit import Exempt, Limit
from .options import RateLimitOptions
from .route_limits import RouteLimit, RouteLimits
from .telling import Telling
from .users import user_key_of

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening
    from ...plan import PlanDraft
    from ...policy import Policy
    from ...refusal import Refusal

logger = logging.getLogger("flask_hardened")


class RateLimit(Protection[RateLimitOptions]):
    """Counts requests by client: all of them in the gate, those of a route with ``@limit`` before its view.

    In the gate also what no route answers is counted, so that scanning for paths ends with 429.
    """

    feature = "rate_limit"
    options_type = RateLimitOptions

    def __init__(self, options: RateLimitOptions, policy: Policy) -> None:
        super().__init__(options, policy)
        self._default: DefaultLimit | None = None
        self._started = False
        self.clock = time.time
        self._foreign = ForeignMarks(options.limiter)

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Decide what is free, and open the store."""
        options = self.options
        self._hardening = hardening
        store = self._store(None)
        self._clients = Clients(options, store.key_of)
        sessions = self.policy.sessions
        names = ("_user_id", "user_id") if sessions is None else sessions.user_keys
        self._user_key = user_key_of(app, options.user_key, names)
        self._telling = Telling(options.headers, self.clock)
        self._breaches = Breaches(self.clock)
        self._foreign.find(app)
        self._started = True
        if options.default is None:
            return
        endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
        relieved = {name for name in endpoints if self._may_be_relieved(app, name)}
        prefixes = static_prefixes(app)
        hidden_static = any(
            is_static(app, rule.endpoint) and not rule.rule.startswith(tuple(prefixes))
            for rule in app.url_map.iter_rules()
        )
        below = [*prefixes, *(path for path in options.exempt_paths if path.endswith("/"))]
        exact = {*self.policy.health_paths, *(path for path in options.exempt_paths if not path.endswith("/"))}
        exact.update(plain_paths(app, lambda name: name in relieved and self._is_exempt(app, name)))
        self._default = default = DefaultLimit(
            app,
            windows_of(options.default, options.strategy),
            store,
            self._clients,
            FreePaths(exact, below),
            keeps=options.headers == "always",
            relieves=bool(relieved),
            takes_back=bool(relieved) or hidden_static,
            breaches=self._breaches,
            scanners=Breaches(self.clock),
        )
        self.admit = default.admit  # type: ignore[method-assign]

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield marks of a Flask-Limiter that cannot be carried over."""
        if "hardened" in app.extensions:  # views may still be missing before
            self._foreign.find(app)
            yield from self._foreign.problems(app)

    def notes(self, app: Flask) -> Iterator[str]:
        """Say that a limit is not shared, or that settings of Flask-Limiter are not read."""
        if not self._hardening.store.shared and self._hardening.in_production:
            yield "Limits are counted in memory, by each worker for itself. Set HARDENED_STORAGE_URI."
        if not self._hardening.in_production:
            yield from map(str, self._foreign.problems(app))
        left = sorted(key for key in app.config if key.startswith("RATELIMIT_"))
        if left and not self._foreign.handed_over:
            yield f"{', '.join(left)}: settings of Flask-Limiter are read with Hardened(app, limiter=True) only."

    def admit(self, exchange: Exchange) -> Refusal | None:
        """Let everybody in. Where there is a default limit, its own door stands here, which saves a call."""
        return None

    def compile(self, draft: PlanDraft) -> None:
        """Resolve the limits of an endpoint."""
        if not self._started:
            return
        default = self._default
        draft.finish.append(self._telling.finish)
        if draft.endpoint is None:
            draft.room[self.feature] = RouteLimits((), None, exempt=False, breaches=self._breaches)
            if default is not None:
                draft.finish.append(default.settle_miss)
            return
        static = is_static(draft.app, draft.endpoint)
        marks = (*self._foreign.of(draft.app, draft.endpoint), *draft.marks.of(self.feature))
        limits = self._resolve(draft.endpoint, marks, static=static)
        draft.room[self.feature] = limits
        if limits:
            # First, before another room looks for a token in the body; but an app's own function may read the body
            # itself, and then its size has to be judged before.
            draft.before.insert(len(draft.before) if limits.asks_the_app else 0, limits.reserve)
        if default is None:
            return
        if static:
            draft.finish.insert(0, default.settle_static)
        elif limits.may_relieve:
            draft.before.insert(0, _relief(default, limits))

    def _resolve(self, endpoint: str, marks: tuple[Any, ...], *, static: bool) -> RouteLimits:
        limits: list[RouteLimit] = []
        exempt, per_route = False, not static and self.options.per_route is not None
        for number, mark in enumerate(marks):
            if isinstance(mark, Exempt):
                exempt = exempt or mark.default
                per_route = per_route and not mark.per_route
                limits = [] if mark.inherited else limits
            else:
                limits.append(self._route_limit(endpoint, mark, number))
        general = None
        if per_route and self.options.per_route is not None:
            key = self._foreign.key
            general = self._route_limit(endpoint, Limit(limits=self.options.per_route, key=key), None)
        return RouteLimits(limits, general, exempt=exempt, breaches=self._breaches)

    def _route_limit(self, endpoint: str, limit: Limit, number: int | None) -> RouteLimit:
        scope: tuple[str, ...]
        if limit.shared is not None:
            scope = ("shared", limit.shared)
        else:
            scope = ("route", endpoint, limit.scope or "", "any" if number is None else str(number))
        return RouteLimit(limit, scope, self._store(limit), self._clients, self._user_key, self.options.strategy)

    def _store(self, limit: Limit | None) -> Namespace:
        when_down = self.options.when_down
        if limit is None or limit.when_down in (None, when_down):
            return self._hardening.store.namespace(Use("rate_limit", when_down))
        assert limit.when_down is not None
        return self._hardening.store.namespace(Use(f"rate_limit {limit.when_down}", limit.when_down))

    def _marks(self, app: Flask, endpoint: str) -> list[Any]:
        view_class = getattr(app.view_functions.get(endpoint), "view_class", None)
        methods = (None, *(getattr(view_class, "methods", None) or ()))
        found = [*self._foreign.of(app, endpoint)]
        for method in methods:
            found += marks_of(app, endpoint, method).of(self.feature)
        return found

    def _may_be_relieved(self, app: Flask, endpoint: str) -> bool:
        return any(
            mark.default if isinstance(mark, Exempt) else mark.override_default for mark in self._marks(app, endpoint)
        )

    def _is_exempt(self, app: Flask, endpoint: str) -> bool:
        """Tell whether an endpoint is exempt whatever the method."""
        marks = (*self._foreign.of(app, endpoint), *marks_of(app, endpoint).of(self.feature))
        return any(isinstance(mark, Exempt) and mark.default for mark in marks)


def _relief(default: DefaultLimit, limits: RouteLimits) -> Any:
    def take_back(exchange: Exchange) -> None:
        if limits.relieves(exchange.method):
            default.take_back(exchange)

    return take_back

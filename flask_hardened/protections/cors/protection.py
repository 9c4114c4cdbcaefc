"""The cors room: who may read responses from other origins (WHATWG Fetch, CWE-942, CWE-346)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...errors import ConfigurationError, Problem
from ...protection import Protection
from .compiled import ORIGIN, REQUEST_METHOD, CompiledCors
from .flask_cors_settings import cross_origin_of, from_keys
from .options import CorsOptions
from .origins import is_unencrypted
from .preflight import Preflights
from .refused import RefusedOrigins
from .resolution import all_marks_of, hides_cross_origin, resolve
from .routing import endpoint_for
from .view_headers import ANSWERED, PREFLIGHT, ViewHeaders, is_preflight

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening
    from ...plan import Finisher, HeaderPair, PlanDraft
    from ...policy import Policy
    from ...refusal import Refusal

_OF_EXCHANGE = "cors.policy"
"""Where the policy found by URL is kept, for responses that belong to no endpoint."""
_VARIES = "cors.varies"
"""Kept on an exchange whose own Vary names Origin."""
VARY = ("Vary", "Origin")
_TWO_SOURCES = Problem("CORS_*", "CORS is also configured by CorsOptions or HARDENED_CORS_*.", "Keep one of the two.")
_OPEN_TO_NOBODY = CompiledCors(CorsOptions())


class Cors(Protection[CorsOptions]):
    """Answers preflights in the gate, and puts the CORS headers on every response of routes that have origins.

    A route whose marks contradict each other is open to nobody.
    """

    feature = "cors"
    options_type = CorsOptions

    def __init__(self, options: CorsOptions, policy: Policy) -> None:
        super().__init__(options, policy)
        self._used = bool(options.origins)
        self._refused = RefusedOrigins()
        self._preflights = Preflights(self._policy_for, self._refused)
        self._view_headers = ViewHeaders(self._policy_of)

    def configure(self, app: Flask) -> None:
        """Take over the ``CORS_*`` keys of Flask-CORS, where they name origins.

        :raises ConfigurationError: when they cannot be carried over, or our own options are given as well.
        """
        carried = from_keys(app.config)
        if carried is None:
            return
        if self.options.given:
            raise ConfigurationError([_TWO_SOURCES])
        self.options = carried
        self._used = True

    def start(self, app: Flask, hardening: Hardening) -> None:
        """See whether any route has CORS, so that apps without it do nothing."""
        self._used = self._used or any(
            any(any(marks.of(self.feature)) for marks in all_marks_of(app, endpoint))
            or cross_origin_of(view) is not None
            for endpoint, view in app.view_functions.items()
        )

    def problems(self, app: Flask) -> Iterator[Problem]:
        for endpoint in app.view_functions:
            try:
                for marks in all_marks_of(app, endpoint):
                    resolve(app, endpoint, marks, self.options)
            except ConfigurationError as error:
                yield from error.problems
            if hides_cross_origin(app, endpoint):
                yield Problem(
                    f"@cross_origin in the view class of {endpoint!r}",
                    "a method's own decorator is not carried over.",
                    "Put @cors(origins=[...]) on the method in its place.",
                )
        for name in app.blueprints:
            hooks = app.after_request_funcs.get(name, ())
            if any(getattr(hook, "__module__", "") == "flask_cors.extension" for hook in hooks):
                yield Problem(
                    f"CORS(blueprint {name!r})",
                    "it is active beside Flask-Hardened.",
                    "Put @cors(origins=[...]) there.",
                )

    def notes(self, app: Flask) -> Iterator[str]:
        yield from map(str, self.problems(app))
        for entry in self.options.origins:
            if is_unencrypted(entry):
                yield f"CORS allows {entry}: whoever sits on the way can put scripts into that site. Use https."

    def admit(self, exchange: Exchange) -> Refusal | None:
        """Answer a preflight."""
        if exchange.method != "OPTIONS" or not self._used:
            return None
        environ = exchange.environ
        return self._preflights.answer(exchange) if ORIGIN in environ and REQUEST_METHOD in environ else None

    def compile(self, draft: PlanDraft) -> None:
        """Add the headers of one endpoint; to the plan of no endpoint those of whatever route the URL belongs to."""
        try:
            policy = resolve(draft.app, draft.endpoint, draft.marks, self.options)
        except ConfigurationError:
            policy = _OPEN_TO_NOBODY
        draft.room[self.feature] = policy
        if policy is None:
            return
        self._view_headers.watch(draft)
        if policy.on or (draft.endpoint is None and self._used):
            draft.watch_each("Vary", _vary)
            draft.finish.append(self._finisher(policy) if draft.endpoint is not None else self._finish_without_endpoint)

    def _finisher(self, policy: CompiledCors) -> Finisher:
        def finish(exchange: Exchange, status: int, headers: list[HeaderPair]) -> None:
            room = exchange.room
            if room is None or _VARIES not in room:
                headers.append(VARY)
            origin = exchange.environ.get(ORIGIN)
            if origin is not None:
                self._finish(exchange, policy, origin, headers)

        return finish

    def _finish_without_endpoint(self, exchange: Exchange, status: int, headers: list[HeaderPair]) -> None:
        if not exchange.recall(_VARIES):
            headers.append(VARY)
        origin = exchange.environ.get(ORIGIN)
        if origin is not None:
            policy = self._policy_of(exchange)
            if policy is not None and policy.on:
                self._finish(exchange, policy, origin, headers)

    def _finish(self, exchange: Exchange, policy: CompiledCors, origin: str, headers: list[HeaderPair]) -> None:
        answered = exchange.recall(ANSWERED)
        if answered is PREFLIGHT or is_preflight(exchange):
            return
        grant = policy.grant(origin)
        if grant is not None:
            headers.extend(grant[1:] if answered else grant)
        else:
            self._refused.report(exchange, origin, exchange.plan.endpoint)

    def _policy_for(self, exchange: Exchange, endpoint: str, method: str) -> CompiledCors | None:
        policy: CompiledCors | None = exchange.hardening.plans.of(endpoint, method).room[self.feature]
        return policy

    def _policy_of(self, exchange: Exchange) -> CompiledCors | None:
        """Return the policy of the route that an exchange belongs to; by its URL where Flask has not got that far."""
        plan = exchange.plan
        policy: CompiledCors | None
        if plan.endpoint is not None or not self._used:
            policy = plan.room[self.feature]
            return policy
        found = exchange.recall(_OF_EXCHANGE)
        if found is not None:
            (policy,) = found
            return policy
        endpoint = endpoint_for(exchange.hardening.app, exchange.environ, exchange.method, any_method=True)
        policy = plan.room[self.feature] if endpoint is None else self._policy_for(exchange, endpoint, exchange.method)
        exchange.keep(_OF_EXCHANGE, (policy,))
        return policy


def _vary(exchange: Exchange, value: str) -> str:
    """Put Origin into the Vary that a view has set; the finisher then sends none (RFC 9110 section 12.5.5)."""
    names = {name.strip().lower() for name in value.split(",")}
    if exchange.recall(_VARIES):
        return value
    exchange.keep(_VARIES, True)
    return value if "*" in names or "origin" in names else f"{value}, Origin"

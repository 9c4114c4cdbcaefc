"""RoutePlan: everything that configuration and marks decide about an endpoint, decided once, at its first request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import Flask

from .marks import Marks, has_method_marks, marks_of, methods_of

if TYPE_CHECKING:
    from .exchange import Exchange
    from .protection import Protection

HeaderPair = tuple[str, str]
EachRule = Callable[["Exchange", str], "str | None"]
"""Sees one response header of a watched name; returns its new value, or None to drop it."""
OnceRule = Callable[["Exchange", "list[str]"], "str | None"]
"""Sees all values of a header that may occur once; returns the one to send, or None to send none here."""
Finisher = Callable[["Exchange", int, "list[HeaderPair]"], None]
"""Sees the status and the headers as they leave, and may append to them."""
BeforeDoor = Callable[["Exchange"], None]
"""Runs before the app's own hooks and the view; refuses by raising an HTTPException."""


@dataclass
class PlanDraft:
    """A plan in the making: each room adds what it has to do for this endpoint, and nothing else."""

    app: Flask
    endpoint: str | None
    marks: Marks
    headers: dict[str, str] = field(default_factory=dict)
    https_headers: dict[str, str] = field(default_factory=dict)
    each: dict[str, EachRule] = field(default_factory=dict)
    once: dict[str, OnceRule] = field(default_factory=dict)
    finish: list[Finisher] = field(default_factory=list)
    before: list[BeforeDoor] = field(default_factory=list)
    room: dict[str, Any] = field(default_factory=dict)

    @property
    def is_static(self) -> bool:
        """Whether the endpoint serves files of a static folder: of the app's, or of a blueprint's."""
        return self.endpoint is not None and (self.endpoint == "static" or self.endpoint.endswith(".static"))

    def watch_each(self, name: str, rule: EachRule) -> None:
        """Have `rule` see each response header called `name`, after the rules that other rooms put there before."""
        earlier = self.each.get(name.lower())
        if earlier is None:
            self.each[name.lower()] = rule
            return

        def both(exchange: Exchange, value: str) -> str | None:
            kept = earlier(exchange, value)
            return None if kept is None else rule(exchange, kept)

        self.each[name.lower()] = both

    def watch_once(self, name: str, rule: OnceRule) -> None:
        """Have `rule` decide what becomes of the response's own values of the header `name`."""
        self.once[name.lower()] = rule


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """What happens on one endpoint. Immutable, shared by all threads."""

    endpoint: str | None
    view: object
    http_headers: tuple[HeaderPair, ...]
    https_headers: tuple[HeaderPair, ...]
    each: Mapping[str, EachRule]
    once: Mapping[str, OnceRule]
    watched: Mapping[str, EachRule | None]
    """Both: the rule of each value, None where there is one for all values together."""
    finish: tuple[Finisher, ...]
    before: tuple[BeforeDoor, ...]
    room: Mapping[str, Any]
    methods: Mapping[str, RoutePlan]


class RoutePlans:
    """The plans of one app, compiled when first asked for and kept for as long as the view stays the same."""

    def __init__(self, app: Flask, protections: Iterable[Protection[Any]]) -> None:
        self._app = app
        self._protections = tuple(protections)
        self._plans: dict[str, RoutePlan] = {}
        self.default = self._compile(None, None)
        """The plan of responses that belong to no endpoint: 404, 405, refusals at the gate."""

    def of(self, endpoint: str | None, method: str) -> RoutePlan:
        """Return the plan of an endpoint for a request method.

        A plan made for a view function that has since been replaced is compiled anew.
        """
        if endpoint is None:
            return self.default
        plan = self._plans.get(endpoint)
        if plan is None or plan.view is not self._app.view_functions.get(endpoint):
            plan = self._plans[endpoint] = self._compile_with_methods(endpoint)
        if plan.methods:
            return plan.methods.get(method, plan)
        return plan

    def _compile_with_methods(self, endpoint: str) -> RoutePlan:
        if not has_method_marks(self._app, endpoint):
            return self._compile(endpoint, None)
        names = {*methods_of(self._app, endpoint), "HEAD", "OPTIONS"}
        return self._compile(endpoint, None, {name: self._compile(endpoint, name) for name in names})

    def _compile(
        self, endpoint: str | None, method: str | None, methods: Mapping[str, RoutePlan] | None = None
    ) -> RoutePlan:
        marks = Marks() if endpoint is None else marks_of(self._app, endpoint, method)
        draft = PlanDraft(self._app, endpoint, marks)
        for protection in self._protections:
            protection.compile(draft)
        http = tuple(draft.headers.items())
        return RoutePlan(
            endpoint=endpoint,
            view=None if endpoint is None else self._app.view_functions.get(endpoint),
            http_headers=http,
            https_headers=http + tuple(draft.https_headers.items()),
            each=MappingProxyType(draft.each),
            once=MappingProxyType(draft.once),
            watched=MappingProxyType({**draft.each, **dict.fromkeys(draft.once)}),
            finish=tuple(draft.finish),
            before=tuple(draft.before),
            room=MappingProxyType(draft.room),
            methods=MappingProxyType(dict(methods or {})),
        )

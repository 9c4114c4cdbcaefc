"""The body_size room: bodies over the limit are refused with 413, before they are read (CWE-770, RFC 9110 15.5.14)."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from werkzeug.exceptions import RequestEntityTooLarge

from ...exchange import Exchange
from ...plan import PlanDraft
from ...protection import Protection
from ...refusal import Refusal
from .counted_input import CountedInput
from .options import BodySizeOptions

_COUNTED = "body_size.input"
_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})


class Limits(NamedTuple):
    """Bytes; None is no limit."""

    body: int | None
    multipart: int | None

    def of(self, exchange: Exchange) -> int | None:
        """Return the limit for the content type of this request."""
        kind = exchange.environ.get("CONTENT_TYPE", "")
        return self.multipart if kind[:10].lower() == "multipart/" else self.body


class BodySize(Protection[BodySizeOptions]):
    """Judges the declared length where the route is known, and counts bodies that declare none."""

    feature = "body_size"
    options_type = BodySizeOptions

    def admit(self, exchange: Exchange) -> Refusal | None:
        """Have a body without a declared length counted; until its route is known the app-wide limit holds."""
        environ = exchange.environ
        if environ.get("CONTENT_LENGTH"):
            return None
        if exchange.method not in _BODILESS or "HTTP_TRANSFER_ENCODING" in environ:
            limits: Limits = exchange.plan.room[self.feature]
            environ["wsgi.input"] = counted = CountedInput(environ["wsgi.input"], limits.of(exchange))
            exchange.keep(_COUNTED, counted)
        return None

    def compile(self, draft: PlanDraft) -> None:
        """Resolve the app's own setting, the options and the marks to the two limits of an endpoint."""
        chosen = self.options
        own = draft.app.config.get("MAX_CONTENT_LENGTH")
        if own is not None:
            chosen = dataclasses.replace(chosen, max_body=own, max_multipart=own)
        for mark in draft.marks.of(self.feature):
            chosen = dataclasses.replace(chosen, **{name: getattr(mark, name) for name in mark.given})
        limits = Limits(chosen.max_body, chosen.max_multipart)
        draft.room[self.feature] = limits
        draft.before.append(_judge)


def _judge(exchange: Exchange) -> None:
    limits: Limits = exchange.plan.room["body_size"]  # a room that knows better how large its forms are may replace it
    length = exchange.environ.get("CONTENT_LENGTH")
    if length:
        limit = limits.of(exchange)
        if limit is not None and (not length.isdecimal() or int(length) > limit):
            _report(exchange, length, limit)
            raise RequestEntityTooLarge
    elif exchange.room is not None:
        counted = exchange.recall(_COUNTED)
        if counted is not None:
            counted.limit = limits.of(exchange)


def _report(exchange: Exchange, length: str, limit: int) -> None:
    exchange.hardening.events.emit(
        "http_body_too_large",
        description="A request body is larger than its route takes.",
        exchange=exchange,
        length=length[:20],
        limit=limit,
    )

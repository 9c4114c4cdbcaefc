"""The door of one endpoint: reads and validates what its decorators name, before the view runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from flask import current_app, request
from werkzeug.exceptions import HTTPException, UnsupportedMediaType

from .checks import Check, Checks
from .expectation import Invalid
from .faults import Fault, InvalidInput, Unreadable, UnreadableInput
from .model import Faulty
from .readers import PATH_VALUES

if TYPE_CHECKING:
    from ...exchange import Exchange

_MOST_LOCS = 20


class Door:
    """The door of one endpoint.

    :param table: the checks of each method; a method without any is let through.
    """

    __slots__ = ("table",)

    def __init__(self, table: Mapping[str, Checks]) -> None:
        self.table = table

    def __call__(self, exchange: Exchange) -> None:
        """Hand the validated objects to the view, as keyword arguments.

        :raises werkzeug.exceptions.HTTPException: 400, 413, 415 or 422.
        """
        checks = self.table.get(exchange.method)
        if checks is None:
            return
        current = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - a proxy costs each time
        if exchange.method == "OPTIONS" and getattr(current.url_rule, "provide_automatic_options", False):
            return
        taken: dict[str, Any] = {}
        failed: list[tuple[Check, Faulty]] = []
        for check in checks.required:
            try:
                made = check.reader.read(current)
            except Faulty as found:
                failed.append((check, found))
                made = found.stand_in
                if made is None:
                    made = Invalid(errors=[fault.shown() for fault in found.faults])
            except Unreadable as found:
                _report(exchange, "unreadable", [found.fault])
                raise _answered(exchange, UnreadableInput([found.fault])) from None
            except UnsupportedMediaType:
                _report(exchange, "media_type", [Fault((check.source,), "media_type", "")])
                raise
            if check.handed:
                taken[check.source] = made
        if failed:
            _judge(exchange, failed)
        for check in checks.absent:
            if check.handed:
                taken[check.source] = check.reader.absent()
        given = current.view_args
        if checks.consumed and given:
            exchange.keep(PATH_VALUES, {**given, **(exchange.recall(PATH_VALUES) or {})})
            for name in checks.consumed:
                given.pop(name, None)
        given.update(taken)


def _judge(exchange: Exchange, failed: list[tuple[Check, Faulty]]) -> None:
    """Refuse the request, unless the view itself wants to see what is wrong with it."""
    faults = [fault for _, found in failed for fault in found.faults]
    refusing = [check for check, _ in failed if check.expectation.on_invalid != "view"]
    _report(exchange, "invalid" if refusing else "invalid_shown", faults)
    if not refusing:
        return
    error = _answered(exchange, InvalidInput(faults))
    own = refusing[0].expectation.on_invalid
    if callable(own):
        answer: Callable[..., Any] = current_app.ensure_sync(own)
        raise HTTPException(response=current_app.make_response(answer(error)))
    raise error


def _answered(exchange: Exchange, error: InvalidInput | UnreadableInput) -> Any:
    """Give an error the response that it has where the app has no handler for it."""
    content_type, body = exchange.error_document(
        error.code or 400, error.name, error.description or "", {"errors": error.errors}
    )
    error.response = current_app.response_class(body, error.code, content_type=content_type)
    error.response.vary.add("Accept")
    return error


def _report(exchange: Exchange, reason: str, faults: list[Fault]) -> None:
    locs = dict.fromkeys(".".join(map(str, fault.loc)) for fault in faults[:_MOST_LOCS])
    exchange.hardening.events.emit("input_validation_fail", exchange=exchange, reason=reason, locs=list(locs))

"""Interception: what happens in place of the view, so that no test changes anything.

It stands where Flask calls the view, after every hook of the app: what gets here, nothing has refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from flask import Flask, Response, request

PASSAGE = "flask_hardened.testing.passage"
"""Where the environ of a test's request has its :class:`Passage`."""


class Instead(Enum):
    """What happens in place of the view."""

    STOP = auto()
    """An empty page is answered."""
    READ = auto()
    """What the request sends is read, as a view would, and an empty page answered."""
    RAISE = auto()
    """An exception is raised whose text has to stay inside."""
    RUN = auto()
    """Nothing: the view runs."""


@dataclass
class Passage:
    """How far a request gets."""

    instead: Instead
    """What happens in place of the view."""
    reached: bool = False
    """It got as far as the view."""
    read: bool = False
    """All that it sent was read in place of the view."""


class RehearsedError(RuntimeError):
    """What is raised to see whether an app shows its exceptions."""


CANARY = "canary-5f1d3b postgresql://app:canary-5f1d3b@db.internal/app"
"""The text of that exception, like those that drivers write."""


@contextmanager
def intercepted(app: Flask) -> Iterator[None]:
    """Stand in front of the views of `app`, for requests that say so; those of others pass."""
    had, original = "dispatch_request" in vars(app), app.dispatch_request

    def dispatch(*context: Any) -> Any:
        passage: Passage | None = request.environ.get(PASSAGE)
        if passage is None or _answered_by_flask():
            return original(*context)
        passage.reached = True
        return original(*context) if passage.instead is Instead.RUN else _IN_PLACE[passage.instead]()

    app.dispatch_request = dispatch  # type: ignore[method-assign]
    try:
        yield
    finally:
        if had:
            app.dispatch_request = original  # type: ignore[method-assign]
        else:
            del app.dispatch_request


def _answered_by_flask() -> bool:
    automatic = getattr(request.url_rule, "provide_automatic_options", False)
    return request.routing_exception is not None or (request.method == "OPTIONS" and automatic)


def _stop() -> Response:
    return Response("", content_type="text/html; charset=utf-8")


def _read() -> Response:
    _ = [*request.args.items(multi=True)], request.cookies, request.authorization, request.range
    if request.is_json:
        with suppress(RecursionError):  # Python's, for JSON that is too deep; the app had no part in it
            request.get_json()
    _ = [*request.form.items(multi=True)], [*request.files.items(multi=True)]
    request.get_data()
    request.environ[PASSAGE].read = True
    return _stop()


def _raise() -> Response:
    raise RehearsedError(CANARY)


_IN_PLACE: dict[Instead, Callable[[], Response]] = {Instead.STOP: _stop, Instead.READ: _read, Instead.RAISE: _raise}

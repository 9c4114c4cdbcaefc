"""``@cors``: change who may read a view's or a blueprint's responses from other origins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint

from ...errors import ConfigurationError, Problem
from ...marks import mark
from .options import CorsOptions

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


@dataclass(frozen=True)
class LeftAlone:
    """The mark that says: the view does its CORS itself.

    :param reason: why; the audit lists it.
    """

    reason: str


def cors(*, off: bool = False, reason: str = "", **values: Any) -> Callable[[T], T]:
    """Change who may read the responses of a view function, a view class or a blueprint from other origins.

    Marks hold from the outside in: the app's options, the blueprints', the view's. Of each, what is not named stays as
    it is. ``@cors(origins=[])`` closes a view that the app has opened.

    ::

        @app.get("/api/prices")
        @cors(origins=["https://shop.example", "https://*.partner.example"])
        def prices(): ...

    :param values: fields of :class:`CorsOptions`.
    :param off: leave CORS to the view: its own headers go out as they are, and preflights reach it; `reason` is then
        required, and the audit lists it.
    :raises ConfigurationError: when it is put on a view or blueprint, naming that and every fault.
    """

    def decorator(target: T) -> T:
        place = f"@cors on {_name(target)}"
        if off:
            return mark("cors", _left_alone(place, reason, values))(target)
        try:
            chosen = CorsOptions(**values)
        except ConfigurationError as error:
            raise ConfigurationError(
                Problem(f"{place}, {problem.setting.partition('.')[2]}", problem.fault, problem.fix)
                for problem in error.problems
            ) from None
        return mark("cors", chosen)(target)

    return decorator


def _left_alone(place: str, reason: str, values: dict[str, Any]) -> LeftAlone:
    if not reason.strip():
        raise ConfigurationError(
            [Problem(place, "off=True has no reason.", 'Say why: @cors(off=True, reason="the view does ...").')]
        )
    if values:
        raise ConfigurationError([Problem(place, "it is off, and has options too.", "Remove one or the other.")])
    return LeftAlone(reason)


def _name(target: object) -> str:
    if isinstance(target, Blueprint):
        return f"the blueprint {target.name}"
    return f"{getattr(target, '__module__', '?')}.{getattr(target, '__qualname__', type(target).__name__)}"

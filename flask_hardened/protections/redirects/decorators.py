"""Decorators of the redirects room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint

from ...errors import ConfigurationError, Problem
from ...marks import mark
from .targets import parse_target

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


@dataclass(frozen=True)
class To:
    """The mark that lists more places."""

    targets: tuple[str, ...]


@dataclass(frozen=True)
class LeftAlone:
    """The mark that says: the view judges its redirects itself.

    :param reason: why; the audit lists it.
    """

    reason: str


def redirects(*, to: Sequence[str] | str = (), off: bool = False, reason: str = "") -> Callable[[T], T]:
    """Let a view function, a view class or a blueprint redirect to further sites.

    ::

        @app.post("/checkout")
        @redirects(to=["https://pay.example.com"])
        def checkout(): ...

    :param to: entries as in ``RedirectsOptions.allowed``; they come on top of the app's and the blueprints'.
    :param off: leave redirects to the view, for instance of an OAuth server that compares with what clients have
        registered; `reason` is then required, and the audit lists it.
    :raises ConfigurationError: when it is put on a view or blueprint, naming that and every fault.
    """
    entries = (to,) if isinstance(to, str) else tuple(to)

    def decorator(target: T) -> T:
        place = f"@redirects on {_name(target)}"
        problems = list(_problems(place, entries, off, reason))
        if problems:
            raise ConfigurationError(problems)
        return mark("redirects", LeftAlone(reason) if off else To(entries))(target)

    return decorator


def _problems(place: str, entries: tuple[str, ...], off: bool, reason: str) -> list[Problem]:
    found: list[Problem] = []
    if off and not reason.strip():
        fix = 'Say why: @redirects(off=True, reason="the view compares with ...").'
        found.append(Problem(place, "off=True has no reason.", fix))
    if off and entries:
        found.append(Problem(place, "it is off, and lists places too.", "Remove one or the other."))
    if not off and not entries:
        found.append(Problem(place, "it says nothing.", 'Name origins: @redirects(to=["https://pay.example.com"]).'))
    for entry in entries:
        try:
            parse_target(entry)
        except ValueError as error:
            found.append(Problem(place, *error.args))
    return found


def _name(target: object) -> str:
    if isinstance(target, Blueprint):
        return f"the blueprint {target.name}"
    return f"{getattr(target, '__module__', '?')}.{getattr(target, '__qualname__', type(target).__name__)}"

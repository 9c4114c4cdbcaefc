"""``@csrf_exempt`` and ``@csrf``: what a view or a blueprint says about cross-site requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint

from ...errors import ConfigurationError, Problem, did_you_mean
from ...marks import mark
from .options import ORIGIN_FIX, Mode
from .origins import exact_origin

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


@dataclass(frozen=True, kw_only=True)
class CsrfMark:
    """What one decorator says; None leaves what is said further out."""

    exempt: bool = False
    reason: str = ""
    mode: Mode | None = None
    trusted_origins: tuple[str, ...] = ()
    enforce: bool | None = None


def csrf_exempt(*, reason: str) -> Callable[[T], T]:
    """Leave a view function, a view class or a blueprint out of the check, whoever sends the request.

    Only for what authenticates each request by itself, such as a webhook with a signature. The audit lists it.

    ::

        @app.post("/hooks/payment")
        @csrf_exempt(reason="the payment provider signs each call")
        def payment(): ...

    :param reason: why it needs no protection; required.
    :raises ConfigurationError: when the reason is empty.
    """
    if not reason.strip():
        raise ConfigurationError(
            [Problem("@csrf_exempt", "it has no reason.", 'Say why: @csrf_exempt(reason="a webhook that is signed").')]
        )
    return mark("csrf", CsrfMark(exempt=True, reason=reason))


def csrf(
    *, mode: Mode | None = None, trusted_origins: Sequence[str] = (), enforce: bool | None = None
) -> Callable[[T], T]:
    """Change the check of a view function, a view class or a blueprint.

    The mark nearest to the view wins; one inside an exempt blueprint checks its view again.

    :param mode: ``"strict"`` or ``"modern"``; by default the app's.
    :param trusted_origins: further origins whose pages may send requests to this view; no token is asked of them.
    :param enforce: False only writes events; by default the app's.
    :raises ConfigurationError: for values that mean nothing.
    """
    problems = []
    if mode not in (None, "strict", "modern"):
        problems.append(Problem("@csrf, mode", f"{mode!r} is no mode.", did_you_mean(str(mode), ("strict", "modern"))))
    given = (trusted_origins,) if isinstance(trusted_origins, str) else tuple(trusted_origins)
    for origin in given:
        if exact_origin(origin) is None:
            problems.append(Problem("@csrf, trusted_origins", f"{origin!r} is no origin.", ORIGIN_FIX))
    if problems:
        raise ConfigurationError(problems)
    return mark("csrf", CsrfMark(mode=mode, trusted_origins=given, enforce=enforce))

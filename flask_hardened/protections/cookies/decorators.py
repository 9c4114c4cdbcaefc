"""Decorators of the cookies room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint

from ...errors import ConfigurationError, Problem, did_you_mean
from ...marks import mark
from .set_cookie import Floor, SameSite, is_cookie_name, with_prefix_rules

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


@dataclass(frozen=True)
class CookieMark:
    """What a view or a blueprint declares about one cookie; None is what holds without it."""

    name: str
    httponly: bool | None = None
    samesite: SameSite | None = None
    secure: bool | None = None

    def change(self, floor: Floor) -> Floor:
        """Return `floor` with what is declared here."""
        return Floor(
            secure=floor.secure if self.secure is None else self.secure,
            httponly=floor.httponly if self.httponly is None else self.httponly,
            samesite=floor.samesite if self.samesite is None else self.samesite,
        )


def cookie(
    name: str, *, httponly: bool | None = None, samesite: SameSite | None = None, secure: bool | None = None
) -> Callable[[T], T]:
    """Declare another floor for one cookie in a view, a view class or a blueprint, weaker or stricter.

    The cookie gets what is declared when the view says nothing itself: ``samesite="None"`` adds ``SameSite=None``.
    What is not named stays as it is. The declaration nearest to the view wins.

    :param name: the name of the cookie; the session cookie's without its prefix.
    :param httponly: False lets JavaScript read the cookie.
    :param samesite: ``"None"`` lets other sites' pages send it.
    :param secure: False lets it travel over plain HTTP.
    :raises ConfigurationError: for a bad name or value, when nothing is declared, for ``SameSite=None`` without
        ``Secure`` (browsers refuse it), and for less than the prefix of the name demands.
    """
    declared = CookieMark(name, httponly, samesite, secure)
    problems = list(_faults(declared))
    if problems:
        raise ConfigurationError(problems)
    return mark("cookies", declared)


def _faults(declared: CookieMark) -> Iterator[Problem]:
    setting = f"@cookie({declared.name!r})"
    if not is_cookie_name(declared.name):
        yield Problem(setting, "this is no cookie name.", "Use letters, digits, and -_.!#$%&'*+^`|~.")
        return
    if declared.httponly is None and declared.samesite is None and declared.secure is None:
        yield Problem(setting, "it declares nothing.", "Name httponly, samesite or secure, or remove it.")
    if declared.samesite not in (None, "None", "Lax", "Strict"):
        yield Problem(
            setting,
            f"samesite={declared.samesite!r} is not a choice.",
            did_you_mean(str(declared.samesite), ("None", "Lax", "Strict")),
        )
    if declared.samesite == "None" and declared.secure is False:
        yield Problem(setting, "browsers refuse SameSite=None without Secure.", "Remove secure=False.")
    wanted = with_prefix_rules(declared.name, Floor(secure=False, httponly=False, samesite="None"))
    if declared.secure is False and wanted.secure:
        yield Problem(setting, "browsers refuse a cookie of this name without Secure.", "Remove secure=False.")
    if declared.httponly is False and wanted.httponly:
        yield Problem(setting, "browsers refuse a cookie of this name without HttpOnly.", "Remove httponly=False.")

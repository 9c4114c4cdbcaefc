"""Decorators of the headers room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint

from ...marks import mark
from .options import HeadersOptions

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


def headers(**values: Any) -> Callable[[T], T]:
    """Change fixed headers on a view, a view class or a blueprint; also to something weaker.

    :param values: fields of :class:`HeadersOptions`, for instance ``cross_origin_resource_policy="cross-origin"`` for
        images that other sites may embed. What is not named stays as it is.
    :raises ConfigurationError: for an unknown field or value.
    """
    return mark("headers", HeadersOptions(**values))


def no_store(target: T) -> T:
    """Keep every response of a view, a view class or a blueprint out of all caches (RFC 9111 section 5.2.2.5)."""
    decorated: T = mark("headers", HeadersOptions(cache_control="always"))(target)
    return decorated

"""Decorators of the body_size room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint

from ...marks import mark
from .options import BodySizeOptions

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


def body_size(**values: int | None) -> Callable[[T], T]:
    """Change how much a view, a view class or a blueprint takes, up or down; wins over ``MAX_CONTENT_LENGTH``.

    :param values: ``max_body`` and ``max_multipart`` in bytes, as in :class:`BodySizeOptions`; None is no limit. What
        is not named stays as it is.
    :raises ConfigurationError: for an unknown name or a negative number.
    """
    return mark("body_size", BodySizeOptions(**values))

"""Errors that reveal nothing."""

from __future__ import annotations

from ...protection import Protection
from .options import ErrorsOptions


class Errors(Protection[ErrorsOptions]):
    """Errors that reveal nothing."""

    feature = "errors"
    options_type = ErrorsOptions

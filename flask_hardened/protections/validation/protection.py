"""The validation room: input that is what the view expects."""

from __future__ import annotations

from ...protection import Protection
from .options import ValidationOptions


class Validation(Protection[ValidationOptions]):
    """Input that is what the view expects."""

    feature = "validation"
    options_type = ValidationOptions

"""The uploads room: files from users."""

from __future__ import annotations

from ...protection import Protection
from .options import UploadsOptions


class Uploads(Protection[UploadsOptions]):
    """Files from users."""

    feature = "uploads"
    options_type = UploadsOptions

"""Options of the body_size room."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Problem
from ...options import Options, options

MEBIBYTE = 1024 * 1024


@options
class BodySizeOptions(Options):
    """How much a request may send. An app's own ``MAX_CONTENT_LENGTH`` replaces both values."""

    max_body: int | None = MEBIBYTE
    """Bytes in a body that is not multipart, such as JSON or a form without files. Default 1 MiB; None is no limit."""
    max_multipart: int | None = 16 * MEBIBYTE
    """Bytes in a ``multipart/form-data`` body, files and fields together. Default 16 MiB; None is no limit."""

    def faults(self) -> Iterator[Problem]:
        """Yield limits below nothing."""
        for name in ("max_body", "max_multipart"):
            value = getattr(self, name)
            if value is not None and value < 0:
                yield self.problem(name, f"{value} is below nothing.", "Give a number of bytes, or None for no limit.")

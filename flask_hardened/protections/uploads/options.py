"""Options of the uploads room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...errors import Problem
from ...options import Options, options

MEBIBYTE = 1024 * 1024


@options
class UploadsOptions(Options):
    """Where uploads go, and what looks at them first."""

    store: Any = None
    """A :class:`LocalStore`, an :class:`S3Store` or another object with their methods; None is :attr:`folder`."""
    folder: str = "uploads"
    """Where uploads are kept if no store is named; a relative path lies in the instance folder."""
    scan: Callable[..., Any] | None = None
    """A virus scanner: takes the content as a stream and its media type, and returns None, or a word for what it found.
    While it raises, uploads are refused with 503."""
    max_size: int = 5 * MEBIBYTE
    """Bytes of one file where ``@upload`` does not say. Default 5 MiB."""

    def faults(self) -> Iterator[Problem]:
        """Yield a size that lets nothing through, a folder without name, and stores that are none."""
        if self.max_size < 1:
            yield self.problem("max_size", f"{self.max_size} lets nothing through.", "Give bytes, such as 5242880.")
        if not self.folder.strip():
            yield self.problem("folder", "it has no name.", 'Name one, such as "uploads".')
        if self.store is not None and not all(hasattr(self.store, name) for name in ("save", "open", "delete")):
            yield self.problem(
                "store", f"{type(self.store).__name__} is no store.", "Give a LocalStore(...) or an S3Store(...)."
            )

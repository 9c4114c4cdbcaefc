"""How a file begins, which says what it is."""

from __future__ import annotations

from pathlib import Path


def beginning(path: Path) -> bytes:
    """Return the first 4,096 bytes; none of what is no file, such as a pipe, or cannot be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(4096)
    except OSError:
        return b""

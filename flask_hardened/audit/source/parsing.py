"""Reads one Python file."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ..tree import LARGEST_SOURCE

_MARK = re.compile(r"#\s*hardened\s*:", re.IGNORECASE)


_REORDERING = re.compile("[\\u202a-\\u202e\\u2066-\\u2069]")
"""Embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX #9)."""
_MOST = 100


class Unreadable(Exception):  # noqa: N818 - it says what a file is
    """The file is no Python that can be read; its text is the reason, without anything of the file."""


class Parsed(NamedTuple):
    """One file that could be read."""

    tree: ast.Module
    lines: int
    marked: bool
    """Whether it seems to hold a comment for the audit, ``# hardened: …``."""
    reordered: tuple[int, ...]
    """The lines with characters that change the order in which text is shown."""


def parse_file(path: Path) -> Parsed:
    """Parse a file.

    The encoding is what the file says (PEP 263), else UTF-8.

    :raises Unreadable: for what is no file, too large, or no Python of this interpreter's version.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_SOURCE + 1)
    except OSError as error:
        raise Unreadable(type(error).__name__) from None
    if len(content) > LARGEST_SOURCE:
        raise Unreadable(f"it is larger than {LARGEST_SOURCE} bytes")
    return parse_bytes(content)


def parse_bytes(content: bytes) -> Parsed:
    """Parse what a file holds.

    :raises Unreadable: for what is no Python of this interpreter's version.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
        with warnings.catch_warnings():
            # What the interpreter would remark on their source is not ours to report.
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, LookupError, RecursionError, MemoryError, OverflowError) as error:
        raise Unreadable(type(error).__name__) from None
    lines = text.count("\n") + (not text.endswith("\n"))
    reordered = tuple(
        sorted({text.count("\n", 0, found.start()) + 1 for found in islice(_REORDERING.finditer(text), _MOST)})
    )
    return Parsed(tree, lines, _MARK.search(text) is not None, reordered)

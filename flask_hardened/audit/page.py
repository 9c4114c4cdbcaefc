"""The page of a rule: its docstring, in sections."""

from __future__ import annotations

import re
from dataclasses import dataclass

SECTIONS = ("What it does", "Why is this bad", "Example", "Use instead", "References")
"""What every page says, in this order."""

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A rule explained. The text is Markdown."""

    summary: str
    """One sentence; the first line of the docstring."""
    sections: tuple[tuple[str, str], ...]
    """Title and text, in the order of :data:`SECTIONS`."""

    def __str__(self) -> str:
        return "\n\n".join([self.summary, *(f"## {title}\n\n{text}" for title, text in self.sections)])


def parse_page(docstring: str) -> Page:
    """Read a page.

    :param docstring: cleaned of its indentation.
    :raises ValueError: when a section is missing, empty, repeated, unknown or out of order.
    """
    head, *rest = _HEADING.split(docstring)
    titles, texts = tuple(rest[::2]), tuple(text.strip() for text in rest[1::2])
    if titles != SECTIONS:
        raise ValueError(f"its docstring has the sections {titles}, not {SECTIONS}.")
    empty = [title for title, text in zip(titles, texts, strict=True) if not text]
    if empty or not head.strip():
        raise ValueError(f"its docstring says nothing under {', '.join(empty) or 'its first line'}.")
    return Page(summary=" ".join(head.split()), sections=tuple(zip(titles, texts, strict=True)))

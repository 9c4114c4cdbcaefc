"""Files of sections and ``key = value`` lines in which a key may come twice: systemd's units, uWSGI's ini files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST = 10_000
_HEADER = re.compile(r"\s*\[([^\]]+)\]\s*")
_ENTRY = re.compile(r"\s*([A-Za-z][\w .-]*?)\s*=\s*(.*?)\s*", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line; for the collector only, since a value may be a secret."""

    section: str
    name: str
    value: str
    line: int


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries in their order; lines that end with a backslash are joined."""
    section, lines, place = "", text.splitlines(), 0
    while place < len(lines):
        first, line = place, lines[place]
        place += 1
        if line.lstrip().startswith(("#", ";")) or len(line) > _LONGEST:
            continue
        while line.endswith("\\") and place < len(lines):
            line = line[:-1] + " " + lines[place].strip()
            place += 1
        header, entry = _HEADER.fullmatch(line), _ENTRY.fullmatch(line)
        if header:
            section = header[1].strip().lower()
        elif entry:
            yield Entry(section=section, name=entry[1], value=entry[2], line=first + 1)

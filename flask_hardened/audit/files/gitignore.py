"""Git's patterns of files that are left out (gitignore(5)), without git."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST = 4096
"""Characters of the longest pattern: no path is longer."""


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """One line of a ``.gitignore``."""

    segments: tuple[re.Pattern[str] | None, ...]
    """What the names between slashes match; None stands for any number of names: ``**``."""
    negated: bool
    folders_only: bool

    def matches(self, path: str) -> bool:
        """Whether it speaks of `path`, which is relative to the file's folder, with forward slashes.

        It takes time in proportion to the number of names, times that of segments, whatever the pattern.
        """
        names = path.split("/")
        segment = name = again = 0
        last_any: int | None = None
        while name < len(names):
            left = self.segments[segment : segment + 1]
            wanted = left[0] if left else None
            if left and wanted is None:
                last_any, again = segment, name
                segment += 1
            elif wanted is not None and wanted.fullmatch(names[name]):
                segment += 1
                name += 1
            elif last_any is not None:  # what ** stands for is one name longer
                again += 1
                segment, name = last_any + 1, again
            else:
                return False
        return all(each is None for each in self.segments[segment:])


def parse(text: str) -> tuple[Pattern, ...]:
    """Return the patterns of a ``.gitignore``, in its order; a line that is no pattern is left out, as git does."""
    return tuple(pattern for line in text.splitlines() if (pattern := _parse_line(line)) is not None)


def verdict(patterns: Iterable[Pattern], path: str, *, is_folder: bool) -> bool | None:
    """Return whether the last pattern that matches leaves `path` out; None where none matches."""
    result: bool | None = None
    for pattern in patterns:
        if (is_folder or not pattern.folders_only) and pattern.matches(path):
            result = not pattern.negated
    return result


def _parse_line(line: str) -> Pattern | None:
    line = re.sub(r"(?<!\\) +$", "", line.rstrip("\r\n"))
    if not line or line.startswith("#") or len(line) > _LONGEST:
        return None
    negated = line.startswith("!")
    line = line.removeprefix("!")
    folders_only = line.endswith("/")
    line = line.rstrip("/")
    if not line:
        return None
    anchored = "/" in line
    try:
        segments = [_segment(tokens) for tokens in _split(line.removeprefix("/"))]
    except re.error:
        return None
    if not anchored:
        segments.insert(0, None)
    if segments[-1] is None:  # what lies in a folder, not the folder
        segments.append(_ANYTHING)
    return Pattern(segments=tuple(segments), negated=negated, folders_only=folders_only)


_TOKENS = re.compile(r"(?P<slash>/)|(?P<star>\*+)|(?P<any>\?)"
                     r"|(?P<group>\[[!^]?\]?[^\]]*\])|\\(?P<escaped>.)|(?P<plain>.)", re.DOTALL)  # fmt: skip
_ANYTHING = re.compile(".+", re.DOTALL)


def _split(pattern: str) -> list[list[re.Match[str]]]:
    segments: list[list[re.Match[str]]] = [[]]
    for token in _TOKENS.finditer(pattern):
        if token.lastgroup == "slash":
            segments.append([])
        else:
            segments[-1].append(token)
    return segments


def _segment(tokens: list[re.Match[str]]) -> re.Pattern[str] | None:
    """Return what matches one name; None for ``**``.

    Each ``*`` but the last takes as little as it can and never tries again, as in :mod:`fnmatch`: else many of them
    would take exponential time.
    """
    if len(tokens) == 1 and tokens[0].lastgroup == "star" and len(tokens[0].group()) > 1:
        return None
    between = [""]
    for token in tokens:
        if token.lastgroup == "star":
            between.append("")
        else:
            between[-1] += _part(token)
    if len(between) == 1:
        return re.compile(between[0], re.DOTALL)
    first, *middle, last = between
    once = "".join(f"(?=(?P<g{number}>.*?{text}))(?P=g{number})" for number, text in enumerate(middle))
    return re.compile(f"{first}{once}.*{last}", re.DOTALL)


def _part(found: re.Match[str]) -> str:
    if found.lastgroup == "any":
        return "."
    if found.lastgroup != "group":
        return re.escape(found[found.lastgroup or "plain"])
    body = found["group"][1:-1]
    exclusion = "^" if body[:1] in {"!", "^"} else ""
    body = re.sub(r"([\[\]&~|^])", r"\\\1", body[1:] if exclusion else body)
    return f"[{exclusion}{body}]" if body else re.escape(found["group"])
